use super::gather;
use crate::{commands::photos::picture::Picture, ipc::photos::PhotoRefusal};
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0];

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn names(pictures: &[Picture]) -> Vec<&str> {
    pictures.iter().map(|picture| picture.name.as_str()).collect()
}

#[test]
fn folder_gives_its_pictures_by_content_and_counts_what_it_passes_over() {
    let temp = TempDir::new().unwrap();
    let folder = temp.path().join("Фото 📷");
    put(&folder.join("Б.jpg"), JPEG);
    put(&folder.join("без закінчення"), JPEG);
    put(&folder.join("нотатки.txt"), b"text");
    put(&folder.join(".hidden.jpg"), JPEG);
    put(&folder.join("Thumbs.db"), JPEG);
    put(&folder.join("день 2/А.JPG"), JPEG);
    put(&folder.join(".git/B.jpg"), JPEG);
    // By its name a picture: who added it is told that it is none.
    put(&folder.join("сторінка.jpg"), b"<html>");
    let all = gather(vec![folder]);
    assert_eq!(
        names(&all.pictures),
        ["Б.jpg", "без закінчення", "сторінка.jpg", "А.JPG"]
    );
    assert_eq!(all.skipped, 4);
    assert!(all.refused.is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_in_circles() {
    let temp = TempDir::new().unwrap();
    put(&temp.path().join("a.jpg"), JPEG);
    std::os::unix::fs::symlink(temp.path(), temp.path().join("round")).unwrap();
    let all = gather(vec![temp.path().to_owned()]);
    assert_eq!((all.pictures.len(), all.skipped), (1, 1));
}

#[test]
fn folder_of_too_many_files_is_told_once_and_its_first_are_taken() {
    let temp = TempDir::new().unwrap();
    for number in 0..super::FILES_MAX + 10 {
        File::create(temp.path().join(format!("{number}.txt"))).unwrap();
    }
    let all = gather(vec![temp.path().to_owned()]);
    assert_eq!(all.skipped, super::FILES_MAX);
    let [refused] = all.refused.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(
        refused.reason,
        PhotoRefusal::TooManyFiles {
            max: super::FILES_MAX
        }
    );
}

#[test]
fn zip_gives_its_pictures_and_they_are_read_out_of_it() {
    let temp = TempDir::new().unwrap();
    let path = temp.path().join("Від підрядника.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for (name, bytes) in [
        ("обʼєкт/після.jpg", JPEG),
        ("обʼєкт/до.jpg", b"\xFF\xD8\xFF\xE0 before".as_slice()),
        ("обʼєкт/опис.txt", b"text"),
        ("__MACOSX/._до.jpg", JPEG),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    let all = gather(vec![path]);
    assert_eq!(names(&all.pictures), ["до.jpg", "після.jpg"]);
    assert_eq!(all.skipped, 2);
    let before = all.pictures.into_iter().next().unwrap();
    let again = Picture::at(before.again().unwrap());
    assert_eq!(before.read().unwrap(), b"\xFF\xD8\xFF\xE0 before");
    assert_eq!(again.read().unwrap(), b"\xFF\xD8\xFF\xE0 before");
}

#[test]
fn damaged_zip_word_document_and_trap_are_refused_by_name() {
    let temp = TempDir::new().unwrap();
    let broken = temp.path().join("broken.zip");
    put(&broken, b"PK\x03\x04 and nothing more");
    let document = temp.path().join("звіт.docx");
    let trap = temp.path().join("trap.zip");
    for (path, name, size) in [
        (&document, "[Content_Types].xml", 1),
        (&trap, "white.bmp", 32 << 20),
    ] {
        let mut zip = ZipWriter::new(File::create(path).unwrap());
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![0; size]).unwrap();
        zip.finish().unwrap();
    }
    let all = gather(vec![broken, document, trap]);
    let told: Vec<_> = all
        .refused
        .iter()
        .map(|one| (one.name.as_str(), one.reason.clone()))
        .collect();
    assert_eq!(
        told,
        [
            ("broken.zip", PhotoRefusal::BadZip),
            ("звіт.docx", PhotoRefusal::NotAnImage)
        ]
    );
    // By its name a picture, so it is unpacked no further than it takes to know better.
    let [trap] = all.pictures.try_into().unwrap();
    assert_eq!(trap.read().unwrap_err(), PhotoRefusal::BadZip);
}

#[test]
fn files_that_are_empty_gone_or_no_files_say_so() {
    let temp = TempDir::new().unwrap();
    let empty = temp.path().join("empty.jpg");
    put(&empty, b"");
    let long = temp.path().join(format!("{}.jpg", "я".repeat(120)));
    put(&long, JPEG);
    let gone = temp.path().join("gone.jpg");
    let all = gather(vec![empty, gone, long]);
    let read: Vec<_> = all.pictures.into_iter().map(Picture::read).collect();
    assert_eq!(
        read,
        [
            Err(PhotoRefusal::Empty),
            Err(PhotoRefusal::Vanished),
            Ok(JPEG.to_vec())
        ]
    );
}

#[test]
fn names_in_any_letters_of_any_length_and_twice_the_same_are_taken_as_they_are() {
    let temp = TempDir::new().unwrap();
    // The longest that disks take: 255 bytes here, as many letters on Windows.
    let long = format!("{}a.jpg", "ї".repeat(125));
    assert_eq!(long.len(), 255);
    let named = [
        ("Ремонт вулиці «Сонячна».jpg", 1),
        ("🚧👷🏽\u{200d}♀️.jpg", 2),
        (long.as_str(), 3),
        ("до/IMG_0001.jpg", 4),
        ("після/IMG_0001.jpg", 5),
    ];
    let paths: Vec<_> = named
        .iter()
        .map(|(name, number)| {
            let path = temp.path().join(name);
            put(&path, &[JPEG, &[*number]].concat());
            path
        })
        .collect();
    let all = gather(paths);
    let told = names(&all.pictures);
    assert_eq!(told[..3], [named[0].0, named[1].0, long.as_str()]);
    assert_eq!(told[3..], ["IMG_0001.jpg"; 2]);
    let last: Vec<u8> = all
        .pictures
        .into_iter()
        .map(|picture| *picture.read().unwrap().last().unwrap())
        .collect();
    assert_eq!(last, [1, 2, 3, 4, 5]);
}
