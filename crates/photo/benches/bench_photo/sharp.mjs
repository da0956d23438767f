// sharp, the rival, inside one process: milliseconds of processor time for one photo. node sharp.mjs SHARP TIMES PHOTO
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [sharpFolder, times, photo] = process.argv.slice(2);
const sharp = createRequire(import.meta.url)(sharpFolder);
sharp.cache(false);
const bytes = readFileSync(photo);

async function makeReady() {
  const inside = (side) => ({ width: side, height: side, fit: "inside", withoutEnlargement: true });
  const picture = await sharp(bytes).autoOrient().resize(inside(2048)).jpeg({ quality: 82 }).toBuffer();
  const thumbnail = await sharp(picture).resize(inside(320)).jpeg({ quality: 82 }).toBuffer();
  return picture.length + thumbnail.length;
}

await makeReady();
const before = process.cpuUsage();
for (let time = 0; time < Number(times); time += 1) await makeReady();
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000 / Number(times));
