import { UsageError } from "@mebae/tensor";
import type { ImageDecoder } from "../sources/images/decoder.js";

/**
 * Decodes with sharp, which is installed by whoever wants pictures in Node.
 * @param load how sharp is imported
 * @throws UsageError that says how to install sharp, where it can't be imported.
 */
export async function sharpDecoder(
  load: () => Promise<unknown> = () => import("sharp"),
): Promise<ImageDecoder> {
  // No type of sharp stands in a signature: who hasn't installed it could not compile against it.
  const { default: sharp } = await (load() as Promise<typeof import("sharp")>).catch((cause: Error) => {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
    const why = isMissing ? "" : ` (${cause.message.split("\n", 1)[0]})`;
    throw new UsageError(`reading pictures in Node takes the package sharp: npm install sharp${why}`, {
      cause,
    });
  });
  return {
    async decode(bytes, { width, height }) {
      const { data, info } = await sharp(bytes, {
        failOn: "error",
        autoOrient: true,
        limitInputPixels: false,
      })
        .resize({ width, height, fit: "outside", withoutEnlargement: true })
        .raw({ depth: "uchar" })
        .toBuffer({ resolveWithObject: true });
      return { pixels: data, width: info.width, height: info.height, channels: info.channels };
    },
  };
}
