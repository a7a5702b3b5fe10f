//! What a camera wrote into a photo: when it was taken, and where.

use std::fmt;
use std::io::Cursor;

use ::exif::{DateTime, Exif, In, Reader, Tag, Value};
use chrono::{FixedOffset, NaiveDate, NaiveDateTime};

use super::HEAD;

/// When and where a photo was taken, as its camera says: a claim, not a proof.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Facts {
    /// The camera's local time.
    pub taken: Option<NaiveDateTime>,
    /// The offset of that time from UTC, if the camera says it.
    pub offset: Option<FixedOffset>,
    /// Degrees north and degrees east.
    pub place: Option<(f64, f64)>,
}

impl Facts {
    /// Whether the camera said nothing.
    pub fn is_empty(&self) -> bool {
        self.taken.is_none() && self.place.is_none()
    }
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(taken) = self.taken {
            write!(f, "{}", taken.format("%Y-%m-%d %H:%M:%S"))?;
            if let Some(offset) = self.offset {
                write!(f, " {offset}")?;
            }
        }
        if let Some((north, east)) = self.place {
            let between = if self.taken.is_some() { "  " } else { "" };
            write!(f, "{between}{north:.5}, {east:.5}")?;
        }
        Ok(())
    }
}

/// Reads the facts of a photo from the start of its file. What makes no sense is left out.
pub fn facts(head: &[u8]) -> Facts {
    let head = &head[..head.len().min(HEAD)];
    let read = Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(head));
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) else {
        return Facts::default();
    };
    // Each time has an offset of its own: that of another time would be a guess.
    let times = [
        (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal),
        (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized),
    ];
    let said = times.iter().find_map(|(tag, zone)| Some((time(&exif, *tag)?, offset(&exif, *zone))));
    let (taken, offset) = said.map_or((None, None), |(taken, offset)| (Some(taken), offset));
    Facts { taken, offset, place: place(&exif) }
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => texts.first().map(Vec::as_slice),
        _ => None,
    }
}

fn time(exif: &Exif, tag: Tag) -> Option<NaiveDateTime> {
    let time = DateTime::from_ascii(ascii(exif, tag)?).ok()?;
    let day = NaiveDate::from_ymd_opt(time.year.into(), time.month.into(), time.day.into())?;
    day.and_hms_opt(time.hour.into(), time.minute.into(), time.second.into())
}

fn offset(exif: &Exif, zone: Tag) -> Option<FixedOffset> {
    std::str::from_utf8(ascii(exif, zone)?).ok()?.trim().parse().ok()
}

fn place(exif: &Exif) -> Option<(f64, f64)> {
    let north = degrees(exif, Tag::GPSLatitude, 90.0)?;
    let east = degrees(exif, Tag::GPSLongitude, 180.0)?;
    let south = ascii(exif, Tag::GPSLatitudeRef)?.starts_with(b"S");
    let west = ascii(exif, Tag::GPSLongitudeRef)?.starts_with(b"W");
    // Phones without a fix write zeros: a place in the sea off Ghana.
    if north == 0.0 && east == 0.0 {
        return None;
    }
    Some((if south { -north } else { north }, if west { -east } else { east }))
}

/// Degrees, minutes and seconds as one figure; `None` if it is no angle up to `most`.
fn degrees(exif: &Exif, tag: Tag, most: f64) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let part = |nth: usize| parts.get(nth).map_or(0.0, ::exif::Rational::to_f64);
    parts.first()?;
    let angle = part(0) + part(1) / 60.0 + part(2) / 3600.0;
    (angle.is_finite() && (0.0..=most).contains(&angle)).then_some(angle)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One field of a TIFF directory: tag, type, count, value or its bytes elsewhere.
    type Field<'a> = (u16, u16, u32, &'a [u8]);

    fn directory(at: usize, fields: &[Field<'_>]) -> Vec<u8> {
        let mut bytes = u16::try_from(fields.len()).unwrap().to_le_bytes().to_vec();
        let mut beyond: Vec<u8> = Vec::new();
        let after = at + 2 + fields.len() * 12 + 4;
        for (tag, sort, count, value) in fields {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(sort.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            if value.len() <= 4 {
                bytes.extend(*value);
                bytes.resize(bytes.len() + 4 - value.len(), 0);
            } else {
                bytes.extend(u32::try_from(after + beyond.len()).unwrap().to_le_bytes());
                beyond.extend(*value);
            }
        }
        bytes.extend(0u32.to_le_bytes());
        bytes.extend(beyond);
        bytes
    }

    fn angle(parts: [(u32, u32); 3]) -> Vec<u8> {
        parts.iter().flat_map(|(n, d)| [n.to_le_bytes(), d.to_le_bytes()].concat()).collect()
    }

    /// A JPEG that holds nothing but what the camera says.
    fn photo(time: &[u8], latitude: [(u32, u32); 3]) -> Vec<u8> {
        photo_by([0x9003, 0x9011], time, latitude)
    }

    /// The same with the tags of its time and of an offset.
    fn photo_by([tag, zone]: [u16; 2], time: &[u8], latitude: [(u32, u32); 3]) -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0".to_vec();
        let (exif_at, gps_at) = (100u32, 300u32);
        let main =
            directory(8, &[(0x8769, 4, 1, &exif_at.to_le_bytes()), (0x8825, 4, 1, &gps_at.to_le_bytes())]);
        tiff.extend(main);
        tiff.resize(exif_at as usize, 0);
        let count = u32::try_from(time.len()).unwrap();
        tiff.extend(directory(exif_at as usize, &[(tag, 2, count, time), (zone, 2, 7, b"+08:00\0")]));
        tiff.resize(gps_at as usize, 0);
        let (north, east) = (angle(latitude), angle([(118, 1), (5, 1), (0, 1)]));
        let gps = [(1, 2, 2, &b"N\0"[..]), (2, 5, 3, &north), (3, 2, 2, b"E\0"), (4, 5, 3, &east)];
        tiff.extend(directory(gps_at as usize, &gps));
        let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
        [&b"\xFF\xD8\xFF\xE1"[..], &length, b"Exif\0\0", &tiff, b"\xFF\xD9"].concat()
    }

    #[test]
    fn a_photo_says_when_and_where_it_was_taken() {
        let facts = facts(&photo(b"2026:11:24 10:14:03\0", [(24, 1), (30, 1), (0, 1)]));
        assert_eq!(facts.to_string(), "2026-11-24 10:14:03 +08:00  24.50000, 118.08333");
    }

    #[test]
    fn the_offset_of_another_time_is_none_of_this_one() {
        let place = [(24, 1), (30, 1), (0, 1)];
        let scanned = |zone| facts(&photo_by([0x9004, zone], b"2026:11:24 10:14:03\0", place)).offset;
        assert_eq!(scanned(0x9011), None);
        assert_eq!(scanned(0x9012), FixedOffset::east_opt(8 * 3600));
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let zero_divided = facts(&photo(b"0000:00:00 00:00:00\0", [(24, 0), (30, 0), (0, 0)]));
        assert_eq!(zero_divided, Facts::default());
        let beyond = facts(&photo(b"2026:13:41 25:61:61\0", [(4_000_000_000, 1), (0, 1), (0, 1)]));
        assert_eq!(beyond, Facts::default());
        assert!(facts(b"").is_empty());
        assert!(facts(b"no photo at all").is_empty());
    }

    proptest! {
        #[test]
        fn no_damage_to_a_photo_makes_it_panic(at in 0usize..420, byte: u8, more in 0usize..420, other: u8, cut in 0usize..420) {
            let mut bytes = photo(b"2026:11:24 10:14:03\0", [(24, 1), (30, 1), (0, 1)]);
            let (at, more) = (at % bytes.len(), more % bytes.len());
            bytes[at] = byte;
            bytes[more] = other;
            facts(&bytes);
            bytes.truncate(cut);
            facts(&bytes);
        }

        #[test]
        fn no_bytes_at_all_make_it_panic(sort in 0usize..4, bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let starts: [&[u8]; 4] = [b"", b"II*\0\x08\0\0\0", b"\0\0\0\x18ftypheic", b"\x89PNG\r\n\x1A\n"];
            facts(&[starts[sort], &bytes].concat());
        }
    }
}
