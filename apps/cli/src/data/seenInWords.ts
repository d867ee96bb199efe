import type { SeenImages, Spread } from "@mebae/data";
import { counted } from "../words.js";

const called = { png: "PNG", jpeg: "JPEG", webp: "WebP" } as const;

/** "300 pictures (JPEG) of 100 × 100 pixels become 64 × 64 in colour; 2 hidden files are ignored." */
export function seenInWords(seen: SeenImages, shape: readonly number[]): string {
  const formats = (["png", "jpeg", "webp"] as const).filter((format) => seen.formats[format]);
  const sizes = `${range(seen.width)} × ${range(seen.height)} pixels`;
  const result = `${shape[2]} × ${shape[1]} in ${shape[0] === 1 ? "grey" : "colour"}`;
  const names = formats.map((format) => called[format]).join(", ");
  const parts = [`${counted(seen.count, "picture")} (${names}) of ${sizes} become ${result}`];
  if (seen.enlarged > 0) parts.push(`${seen.enlarged} of them by enlarging`);
  const { length } = seen.ignored;
  if (length > 0) parts.push(`${counted(length, "hidden file")} ${length === 1 ? "is" : "are"} ignored`);
  return `${parts.join("; ")}.`;
}

function range([least, , greatest]: Spread): string {
  return least === greatest ? String(least) : `${least} to ${greatest}`;
}
