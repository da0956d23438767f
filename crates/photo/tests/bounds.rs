//! Files that are made to hang or to fill their readers: each is answered within a second and in bounded memory.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use fixtures::*;
use flate2::{Compression, write::ZlibEncoder};
use image::{ImageFormat, RgbImage};
use photo::{PhotoError, Prepared, Recipe, prepare};
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};
use turbojpeg::Subsamp;

/// Bytes that the answer to a bomb may take.
const ROOM: u64 = 96 << 20;

/// One after the other, since the memory measured is the whole process's.
#[test]
fn bombs_are_answered_within_a_second_and_in_bounded_memory() {
    let small = RgbImage::from_pixel(64, 48, image::Rgb(RED));
    let refused = |made: &Result<Prepared, PhotoError>| made.is_err();
    let answered = |_: &Result<Prepared, PhotoError>| true;
    defused("60,000 × 60,000 PNG", &sample("bomb-60000x60000.png"), refused);
    defused("TIFF of 2 GB", &tiff_of_two_gigabytes(), refused);
    defused(
        "PNG with a profile of 200 MB",
        &png_with_bloated_profile(&small),
        answered,
    );
    defused(
        "JPEG of 100,000 passes",
        &jpeg_of_many_passes(&small, 100_000),
        refused,
    );
    let large = corners(4000, 3000);
    defused(
        "large JPEG of 100,000 passes",
        &jpeg_of_many_passes(&large, 100_000),
        refused,
    );
    defused(
        "EXIF whose entries all hold all of it",
        &jpeg_with_bloated_exif(&small),
        answered,
    );
    defused(
        "JPEG of one colour after the other, 40,000 × 5,000",
        &jpeg_in_turn(),
        refused,
    );
}

fn defused(name: &str, bytes: &[u8], expected: impl Fn(&Result<Prepared, PhotoError>) -> bool) {
    let before = forget_peak();
    let begun = Instant::now();
    let made = prepare(bytes, &Recipe::default());
    let taken = begun.elapsed();
    let grown = peak().saturating_sub(before);
    println!(
        "{name}: {} ms, {} MB, {:?}",
        taken.as_millis(),
        grown >> 20,
        made.as_ref().err()
    );
    assert!(expected(&made), "{name}: {made:?}");
    assert!(taken < Duration::from_secs(1), "{name}: {taken:?}");
    assert!(grown < ROOM, "{name}: {} MB", grown >> 20);
}

/// Width and height within bounds, 16 bits a sample, and one strip said to be 2 GB long.
fn tiff_of_two_gigabytes() -> Vec<u8> {
    let entries: [(u16, u16, u32); 9] = [
        (256, 4, 10_000),
        (257, 4, 9_900),
        (258, 3, 16),
        (259, 3, 1),
        (262, 3, 2),
        (273, 4, 200),
        (277, 3, 3),
        (278, 4, 9_900),
        (279, 4, 2_000_000_000),
    ];
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    file.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, value) in entries {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(1_u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.resize(4096, 0);
    file
}

fn png_with_bloated_profile(picture: &RgbImage) -> Vec<u8> {
    let mut squeezed = ZlibEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    for _ in 0..200 {
        squeezed.write_all(&zeros).unwrap();
    }
    let content = [b"iCCPbomb\0\0".as_slice(), &squeezed.finish().unwrap()].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&content);
    let chunk = [
        &(content.len() as u32 - 4).to_be_bytes(),
        content.as_slice(),
        &sum.sum().to_be_bytes(),
    ]
    .concat();
    let mut png = file(picture.clone(), ImageFormat::Png);
    // Behind the signature and the header.
    png.splice(33..33, chunk);
    png
}

/// The last pass of a progressive JPEG again and again.
fn jpeg_of_many_passes(picture: &RgbImage, passes: usize) -> Vec<u8> {
    let whole = jpeg_with(picture, Subsamp::Sub2x2, |c| c.set_progressive(true).unwrap());
    let last = whole.windows(2).rposition(|two| two == [0xFF, 0xDA]).unwrap();
    let (head, tail) = whole.split_at(last);
    // The pass's head alone; its samples are missing, which a decoder makes up for.
    let pass = &tail[..2 + usize::from(u16::from_be_bytes([tail[2], tail[3]]))];
    [head, &pass.repeat(passes), tail].concat()
}

/// An IFD of as many entries as fit, each of which says that its value is the whole block.
fn jpeg_with_bloated_exif(picture: &RgbImage) -> Vec<u8> {
    let count = 5_000_u16;
    let mut exif = b"II*\0\x08\0\0\0".to_vec();
    exif.extend(count.to_le_bytes());
    for tag in 0..count {
        // The tags that are read are among them.
        exif.extend((0x0100 + tag).to_le_bytes());
        exif.extend(2_u16.to_le_bytes());
        exif.extend(60_000_u32.to_le_bytes());
        exif.extend(8_u32.to_le_bytes());
    }
    exif.extend(0_u32.to_le_bytes());
    exif.resize(64_000, b'A');
    with_exif(&jpeg(picture), &exif)
}

/// A sequential JPEG whose colours come one after the other, which a decoder holds whole: its bound is the stricter one.
fn jpeg_in_turn() -> Vec<u8> {
    let mut whole = jpeg(&corners(64, 48));
    let frame = whole.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    whole[frame + 5..frame + 7].copy_from_slice(&5_000_u16.to_be_bytes());
    whole[frame + 7..frame + 9].copy_from_slice(&40_000_u16.to_be_bytes());
    let scan = whole.windows(2).position(|two| two == [0xFF, 0xDA]).unwrap();
    // Of three colours only the first: 1, its number and tables, and the three bytes of the spectrum.
    let colour = [whole[scan + 5], whole[scan + 6]];
    whole.splice(
        scan..scan + 14,
        [0xFF, 0xDA, 0, 8, 1, colour[0], colour[1], 0, 63, 0],
    );
    whole
}

/// The process's highest resident memory, in bytes; 0 where it is not told.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}

/// Lets the highest memory be that of now, and tells it.
fn forget_peak() -> u64 {
    // Elsewhere than on Linux there is nothing to forget, and `peak` tells nothing.
    let _ = fs::write("/proc/self/clear_refs", "5");
    peak()
}
