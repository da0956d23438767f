import { expect, it } from "vitest";
import { picturesOfRtf } from "./rtf-pictures";

it("Word's pictures are taken once, its copies for old programs are not", () => {
  const rtf = String.raw`{\rtf1\ansi{\*\shppict{\pict{\*\picprop\shplid1025{\sp{\sn shapeType}{\sv 75}}}\picscalex100\picw8255\pich5503\picwgoal4680\jpegblip\bliptag-1234567{\*\blipuid b68ba0d9a1b2c3d4e5f60718293a4b5c}ffd8ffe000
104a}}{\nonshppict{\pict\picscalex100\wmetafile8\bliptag-1234567{\*\blipuid b68b}010009000003}}\par {\pict\pngblip 89504e47}}`;
  expect(picturesOfRtf(rtf)).toEqual([
    { mime: "image/jpeg", bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a]) },
    { mime: "image/png", bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) },
  ]);
  expect(picturesOfRtf(String.raw`{\pngblip `.repeat(20_000))).toEqual([]);
});
