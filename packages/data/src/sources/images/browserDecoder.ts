import type { ImageDecoder } from "./decoder.js";

/** Decodes with the browser's own `createImageBitmap`, in a page or in a worker. */
export const browserDecoder: ImageDecoder = {
  async decode(bytes, enough) {
    const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), {
      imageOrientation: "from-image",
    });
    try {
      const scale = Math.min(1, Math.max(enough.width / bitmap.width, enough.height / bitmap.height));
      const [width, height] = [Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale)];
      const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, width, height);
      return { pixels: context.getImageData(0, 0, width, height).data, width, height, channels: 4 };
    } finally {
      bitmap.close();
    }
  },
};
