//! A drawn picture in place of a photo: a shelf of spare parts, as a PNG without compression. It shows
//! how a photo is kept and looked at, and is nobody's.

const WIDTH: u32 = 240;
const HEIGHT: u32 = 160;

/// The colours, red, green and blue: wall, shelf, box, label, floor.
const COLOURS: [[u8; 3]; 5] =
    [[214, 220, 226], [96, 84, 72], [186, 142, 88], [240, 236, 220], [150, 150, 146]];

/// The bytes of the picture.
pub fn spare_parts() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(WIDTH.to_be_bytes());
    header.extend(HEIGHT.to_be_bytes());
    // Eight bits a pixel, taken from the table of colours.
    header.extend([8, 3, 0, 0, 0]);
    chunk(&mut png, *b"IHDR", &header);
    chunk(&mut png, *b"PLTE", COLOURS.as_flattened());
    chunk(&mut png, *b"IDAT", &stored(&rows()));
    chunk(&mut png, *b"IEND", &[]);
    png
}

/// Each row with the mark that it is not filtered.
fn rows() -> Vec<u8> {
    let row = |y| std::iter::once(0).chain((0..WIDTH).map(move |x| colour(x, y)));
    (0..HEIGHT).flat_map(row).collect()
}

fn colour(x: u32, y: u32) -> u8 {
    let (board, across) = (y % 48, x % 30);
    match () {
        () if y >= 148 => 4,
        () if board >= 44 || x % 116 < 4 => 1,
        () if board >= 14 && (4..26).contains(&across) => {
            if (24..34).contains(&board) && (9..21).contains(&across) { 3 } else { 2 }
        }
        () => 0,
    }
}

/// A zlib stream of one block that is stored as it is.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let mut stream = vec![0x78, 0x01, 0x01];
    stream.extend(length.to_le_bytes());
    stream.extend((!length).to_le_bytes());
    stream.extend(bytes);
    let (mut a, mut b) = (1u32, 0u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    stream.extend((b << 16 | a).to_be_bytes());
    stream
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], bytes: &[u8]) {
    png.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    let start = png.len();
    png.extend(kind);
    png.extend(bytes);
    let sum = crc(&png[start..]);
    png.extend(sum.to_be_bytes());
}

fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_a_whole_png_of_one_stored_block() {
        let png = spare_parts();
        assert!(u16::try_from(rows().len()).is_ok());
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(&png[12..16], b"IHDR");
        assert_eq!(png[png.len() - 8..], *b"IEND\xae\x42\x60\x82");
    }

    #[cfg(feature = "photos")]
    #[test]
    fn the_picture_can_be_looked_at() {
        let raster = crate::photo::raster(&spare_parts(), (WIDTH, HEIGHT));
        assert!(raster.is_some_and(|raster| raster.at(0, 159) == COLOURS[4]));
    }
}
