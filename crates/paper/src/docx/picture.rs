//! Photos: two in a row, whole, each with its caption under it.

use super::{
    body::{Body, Related, TEXT_WIDTH, paragraph, run},
    tables::{Columns, no_borders},
    xml::Xml,
};
use crate::{
    pictures::Picture,
    report::{NO_PHOTO, caption},
};
use page::view::Photo;

/// The room of a photo, 82 × 61.5 mm, in English Metric Units (360,000 to the centimetre).
const ROOM: (u64, u64) = (2_952_000, 2_214_000);

impl Body<'_> {
    pub(super) fn photos(&mut self, photos: &[Photo]) {
        let columns = Columns::shared(&[1, 1], TEXT_WIDTH);
        self.element("w:tbl", &[], |body| {
            no_borders(&mut body.xml, &columns);
            for pair in photos.chunks(2) {
                body.element("w:tr", &[], |body| {
                    body.xml
                        .element("w:trPr", &[], |xml| xml.leaf("w:cantSplit", &[]));
                    for (at, photo) in pair.iter().enumerate() {
                        body.cell(&columns, at, |body| body.photo(photo));
                    }
                    if pair.len() == 1 {
                        body.cell(&columns, 1, |body| body.line("Caption", ""));
                    }
                });
            }
        });
        self.line("AfterTable", "");
    }

    fn photo(&mut self, photo: &Photo) {
        match self.pictures.get(&photo.photo) {
            None => self.line("NoPhoto", NO_PHOTO),
            Some(picture) => {
                let id = self.relate(Related::Picture(picture));
                let number = self.related.len();
                self.element("w:p", &[], |body| {
                    body.xml.element("w:pPr", &[], |xml| {
                        xml.val("w:pStyle", "Cell");
                        xml.leaf("w:keepNext", &[]);
                        xml.val("w:jc", "center");
                    });
                    body.xml.element("w:r", &[], |xml| {
                        xml.element("w:drawing", &[], |xml| {
                            drawing(xml, number, &id, picture, &photo.alt)
                        });
                    });
                });
            }
        }
        paragraph(&mut self.xml, "Caption", |xml| run(xml, &caption(photo)));
    }
}

/// A picture in the line (ECMA-376 part 1, §20.4.2.8).
fn drawing(xml: &mut Xml, number: usize, id: &str, picture: &Picture, alt: &str) {
    let (width, height) = fitted(picture);
    let size = [("cx", width.as_str()), ("cy", height.as_str())];
    let number = number.to_string();
    let name = format!("Фото {number}");
    let names = [("id", number.as_str()), ("name", &name), ("descr", alt)];
    let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    let none = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
    xml.element("wp:inline", &none, |xml| {
        xml.leaf("wp:extent", &size);
        xml.leaf("wp:docPr", &names);
        xml.element("wp:cNvGraphicFramePr", &[], |xml| {
            xml.leaf("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
        });
        xml.element("a:graphic", &[], |xml| {
            xml.element("a:graphicData", &[("uri", kind)], |xml| {
                xml.element("pic:pic", &[], |xml| {
                    xml.element("pic:nvPicPr", &[], |xml| {
                        xml.leaf("pic:cNvPr", &names);
                        xml.leaf("pic:cNvPicPr", &[]);
                    });
                    xml.element("pic:blipFill", &[], |xml| {
                        xml.leaf("a:blip", &[("r:embed", id)]);
                        xml.element("a:stretch", &[], |xml| xml.leaf("a:fillRect", &[]));
                    });
                    xml.element("pic:spPr", &[], |xml| {
                        xml.element("a:xfrm", &[], |xml| {
                            xml.leaf("a:off", &[("x", "0"), ("y", "0")]);
                            xml.leaf("a:ext", &size);
                        });
                        xml.element("a:prstGeom", &[("prst", "rect")], |xml| xml.leaf("a:avLst", &[]));
                    });
                });
            });
        });
    });
}

/// The picture's size in its room.
fn fitted(picture: &Picture) -> (String, String) {
    let (width, height) = (u64::from(picture.width.max(1)), u64::from(picture.height.max(1)));
    let (wide, high) = ROOM;
    let (width, height) = if width * high >= height * wide {
        (wide, height * wide / width)
    } else {
        (width * high / height, high)
    };
    (width.max(1).to_string(), height.max(1).to_string())
}
