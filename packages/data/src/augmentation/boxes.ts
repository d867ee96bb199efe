import { type Tensor, tensor } from "@mebae/tensor";

/** Whole pixels: rows top … bottom-1, columns left … right-1. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Which pixels lie in each sample's box: bool [n, 1, height, width]. */
export function boxMask(
  boxes: readonly Box[],
  height: number,
  width: number,
  backend: Tensor["backend"],
): Tensor {
  const mask = new Uint8Array(boxes.length * height * width);
  boxes.forEach(({ top, bottom, left, right }, i) => {
    for (let row = top; row < bottom; row++) {
      const start = (i * height + row) * width;
      mask.fill(1, start + left, start + right);
    }
  });
  return tensor(mask, { shape: [boxes.length, 1, height, width], dtype: "bool", backend });
}
