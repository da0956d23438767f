//! Files that are not what they say.

/// A PNG whose header promises 60,000 × 60,000 pixels and whose data hold none.
pub(crate) fn png_bomb() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let named = [kind.as_slice(), data].concat();
        let length = u32::try_from(data.len()).unwrap_or(0).to_be_bytes();
        [&length, named.as_slice(), &crc(&named).to_be_bytes()].concat()
    };
    let side = 60_000_u32.to_be_bytes();
    let header = [side.as_slice(), &side, &[8, 2, 0, 0, 0]].concat();
    // Deflate: one stored block of nothing.
    let nothing = [0x78, 0x01, 0x01, 0, 0, 0xFF, 0xFF, 0, 0, 0, 1];
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &header),
        &chunk(b"IDAT", &nothing),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            if crc & 1 == 1 {
                0xEDB8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            }
        })
    })
}

/// A small real JPEG whose frame header was changed to 60,000 × 60,000 pixels.
pub(crate) fn jpeg_bomb(small: &[u8]) -> Vec<u8> {
    let mut bomb = small.to_vec();
    let frame = small.windows(4).position(|four| four == [0xFF, 0xC0, 0x00, 0x11]);
    if let Some(sizes) = frame.and_then(|at| bomb.get_mut(at + 5..at + 9)) {
        let side = 60_000_u16.to_be_bytes();
        sizes.copy_from_slice(&[side, side].concat());
    }
    bomb
}
