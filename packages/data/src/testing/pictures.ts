import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";

/** A picture from RGB bytes, or grey ones, in a format. */
export function picture(
  width: number,
  height: number,
  pixels: ArrayLike<number>,
  format: "png" | "jpeg" | "webp" = "png",
): Promise<Uint8Array> {
  const channels = (pixels.length / (width * height)) as 1 | 2 | 3 | 4;
  const image = sharp(Uint8Array.from(pixels), { raw: { width, height, channels } });
  const written = {
    png: () => image.png(),
    jpeg: () => image.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }),
    webp: () => image.webp({ lossless: true, exact: true }),
  }[format]();
  return written.toBuffer().then((buffer) => new Uint8Array(buffer));
}

/** A picture of one colour. */
export function plain(
  width: number,
  height: number,
  colour: readonly number[],
  format?: "png" | "jpeg" | "webp",
) {
  return picture(width, height, new Array(width * height).fill(colour).flat(), format);
}

/** A folder of files by their paths, removed by `dispose`. */
export class PictureFolder {
  readonly path = mkdtempSync(join(tmpdir(), "mebae-pictures-"));

  write(files: Readonly<Record<string, Uint8Array | string>>): this {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(this.path, dirname(name)), { recursive: true });
      writeFileSync(join(this.path, name), content);
    }
    return this;
  }

  directory(name: string): this {
    mkdirSync(join(this.path, name), { recursive: true });
    return this;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
