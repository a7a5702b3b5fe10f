//! Photos as cameras write them: nothing but what a camera says of one.

#![allow(dead_code, reason = "each test file uses its part")]

/// A JPEG that says when it was taken, `2026:11:24 10:14:03`, with the offset if the camera names one.
/// `noise` makes files of different bytes.
pub fn photo(time: &str, offset: Option<&str>, noise: &str) -> Vec<u8> {
    let mut fields: Vec<(u16, Vec<u8>)> = vec![(0x9003, format!("{time}\0").into_bytes())];
    fields.extend(offset.map(|offset| (0x9011, format!("{offset}\0").into_bytes())));
    // One directory that leads to the directory of the camera's own fields.
    let inner = 26u32;
    let mut tiff =
        [&b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0"[..], &inner.to_le_bytes(), &[0; 4]].concat();
    tiff.extend(u16::try_from(fields.len()).unwrap().to_le_bytes());
    let mut beyond = usize::try_from(inner).unwrap() + 2 + fields.len() * 12 + 4;
    for (tag, text) in &fields {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(2u16.to_le_bytes());
        tiff.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        tiff.extend(u32::try_from(beyond).unwrap().to_le_bytes());
        beyond += text.len();
    }
    tiff.extend([0; 4]);
    for (_, text) in &fields {
        tiff.extend(text);
    }
    jpeg(&tiff, noise)
}

/// A JPEG that says where it was taken and not when: so many degrees north and east.
pub fn photo_at(north: u32, east: u32) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\x04\0".to_vec();
    // Behind the four fields of the place stand degrees, minutes and seconds of both angles.
    let beyond = 26 + 2 + 4 * 12 + 4;
    let field = |tag: u16, sort: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &sort.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    tiff.extend(field(1, 2, 2, u32::from(b'N')));
    tiff.extend(field(2, 5, 3, beyond));
    tiff.extend(field(3, 2, 2, u32::from(b'E')));
    tiff.extend(field(4, 5, 3, beyond + 24));
    tiff.extend([0; 4]);
    for degrees in [north, east] {
        let parts = [degrees, 1, 0, 1, 0, 1];
        tiff.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
    }
    jpeg(&tiff, "")
}

fn jpeg(tiff: &[u8], noise: &str) -> Vec<u8> {
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    [&b"\xFF\xD8\xFF\xE1"[..], &length, b"Exif\0\0", tiff, noise.as_bytes(), b"\xFF\xD9"].concat()
}
