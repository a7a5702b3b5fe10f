//! Identities: changes are named by their content, things by a label that two offline devices
//! cannot both give out.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Hashes bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        from_hex(text).map(Self)
    }

    /// The identity of the change whose line has this hash.
    pub fn id(self) -> ChangeId {
        let mut id = [0; 16];
        id.copy_from_slice(&self.0[..16]);
        ChangeId(id)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

/// The identity of a change: the first 16 bytes of the SHA-256 of its line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeId(pub [u8; 16]);

impl ChangeId {
    /// Reads 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        from_hex(text).map(Self)
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl Serialize for ChangeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChangeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Self::parse(text).ok_or_else(|| serde::de::Error::custom("an id is 32 hexadecimal digits"))
    }
}

fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Four letters and digits that stand for a stream inside labels such as `NC-7K3Q-2`.
///
/// They come from the stream's random identity, so that two devices that never met give out
/// different labels (one chance in a million for a pair of streams).
pub fn tag(stream: &str) -> String {
    // Without I, L, O, U: they are misread on paper.
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    Hash::of(stream.as_bytes()).0[..4]
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
        .collect()
}

/// Whether a text can be a label: letters, digits, `-`, `.` or `_`, 1 to 64 of them.
///
/// Labels stand in slots between slashes, so a slash must never get into one.
pub fn is_label(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
}

/// Splits `NC-7K3Q-12` into `NC-7K3Q` and 12; `None` if it does not end in a number.
pub fn split_label(label: &str) -> Option<(&str, u32)> {
    let (series, number) = label.rsplit_once('-')?;
    Some((series, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_survive_being_written_down() {
        let hash = Hash::of(b"abc");
        assert!(hash.to_string().starts_with("ba7816bf"));
        assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        assert_eq!(ChangeId::parse(&hash.id().to_string()), Some(hash.id()));
        assert_eq!(ChangeId::parse("BA7816BF8F01CFEA414140DE5DAE2223"), None);
        assert_eq!(ChangeId::parse("é"), None);
    }

    #[test]
    fn labels_hold_no_slash_and_split_into_series_and_number() {
        assert!(is_label("NC-7K3Q-12") && is_label("gbt27922-2011"));
        assert!(!is_label("") && !is_label("a/b") && !is_label("照片"));
        assert_eq!(split_label("NC-7K3Q-12"), Some(("NC-7K3Q", 12)));
        assert_eq!(split_label("NC"), None);
        assert_eq!(tag("one").len(), 4);
        assert_ne!(tag("one"), tag("two"));
    }
}
