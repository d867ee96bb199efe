import type { Example } from "@mebae/data";
import { encode } from "fast-png";

/** A PNG inside the page; channel after channel becomes pixel after pixel. */
export function pictureUrl(example: Example): string {
  if (example.kind !== "image") return "";
  const { pixels, channels, height, width } = example;
  const area = height * width;
  const used = channels >= 3 ? 3 : 1;
  const data = new Uint8Array(area * used);
  for (let i = 0; i < area; i++) for (let c = 0; c < used; c++) data[i * used + c] = pixels[c * area + i]!;
  const png = encode({ width, height, data, channels: used, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}
