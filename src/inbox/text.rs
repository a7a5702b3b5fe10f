//! Text of strangers: UTF-8, UTF-16 with its mark, or GBK as older Chinese programs write it.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// Reads the start of a file as text; `None` if it is none. The last character may be cut off by the
/// end of what was read.
pub fn text(head: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        let (text, _) = encoding.decode_without_bom_handling(&head[mark..]);
        return Some(text.into_owned());
    }
    if head.contains(&0) {
        return None;
    }
    [UTF_8, GB18030].into_iter().find_map(|encoding| whole(encoding, head))
}

/// The text if no byte of it is amiss, but for a character cut off at the end.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    (0..4.min(bytes.len() + 1)).find_map(|cut| {
        let bytes = &bytes[..bytes.len() - cut];
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_text_is_read_in_whatever_it_was_written() {
        let said = "网点,样本数\n福州,12\n";
        assert_eq!(text(said.as_bytes()).unwrap(), said);
        assert_eq!(text(&GB18030.encode(said).0).unwrap(), said);
        assert_eq!(text(&[b"\xEF\xBB\xBF", said.as_bytes()].concat()).unwrap(), said);
        let wide: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&[b"\xFF\xFE", wide.as_slice()].concat()).unwrap(), said);
        assert_eq!(text(&said.as_bytes()[..1]), Some(String::new()), "a character cut off at the end");
        assert_eq!(text(b""), Some(String::new()));
    }

    #[test]
    fn what_is_no_text_is_not_shown_as_text() {
        assert_eq!(text(b"PK\x03\x04\0\0"), None);
        assert_eq!(text(&[0xFF; 40]), None);
    }
}
