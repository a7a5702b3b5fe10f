//! What a file is, told by its first bytes: its name may say anything.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A photo that can be drawn: JPEG.
    Jpeg,
    /// A picture that can be drawn: PNG.
    Png,
    /// A photo in the format of newer phones.
    Heic,
    /// A document.
    Pdf,
    /// An archive, or an office document, which is one inside.
    Zip,
    /// Anything else: text, or not known here.
    Other,
}

impl Sort {
    /// Tells it by the first bytes.
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Self::Png,
            [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', b'e' | b'i', b'i' | b'f' | b'v', ..] => {
                Self::Heic
            }
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [b'P', b'K', 3, 4, ..] => Self::Zip,
            _ => Self::Other,
        }
    }

    /// Whether the program can draw it and make a smaller copy.
    pub fn is_drawn(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_bytes_and_not_by_its_name() {
        assert_eq!(Sort::of(b"\xFF\xD8\xFF\xE0"), Sort::Jpeg);
        assert_eq!(Sort::of(b"\x89PNG\r\n\x1A\n...."), Sort::Png);
        assert_eq!(Sort::of(b"\0\0\0\x18ftypheic"), Sort::Heic);
        assert_eq!(Sort::of(b"\0\0\0\x18ftypmif1"), Sort::Heic);
        assert_eq!(Sort::of(b"\0\0\0\x18ftypisom"), Sort::Other);
        assert_eq!(Sort::of(b"%PDF-1.7"), Sort::Pdf);
        assert_eq!(Sort::of(b"PK\x03\x04"), Sort::Zip);
        assert_eq!(Sort::of(b""), Sort::Other);
    }
}
