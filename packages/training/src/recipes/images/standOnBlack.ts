import { mean, scope, slice, sub, sum, type Tensor } from "@mebae/tensor";

/** The mean of the outermost pixels: 0 of MNIST's training images, 0.6 of sign-digits, which are photographs. */
const darkest = 0.1;

/**
 * Whether images [n, c, h, w] of pixels from 0 to 1 show something light on black, by their outermost pixels. Then the black
 * that bending brings in from outside is nothing new, and what is light may be thicker or thinner.
 */
export async function standOnBlack(pixels: Tensor): Promise<boolean> {
  const [n, channels, height, width] = pixels.shape as readonly [number, number, number, number];
  // Of so few there is nothing inside.
  if (height < 3 || width < 3) {
    using grey = mean(pixels);
    return (await grey.item()) < darkest;
  }
  const inside = { start: 1, stop: -1 };
  using light = scope(() => sub(sum(pixels), sum(slice(pixels, [null, null, inside, inside]))));
  return (await light.item()) < darkest * n * channels * 2 * (height + width - 2);
}
