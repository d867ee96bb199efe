import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { isRequired, sharedFolder } from "../../tools/machine.mjs";

/** What tests in a page ask the machine for. */
export const commands = {
  /** Whether MEBAE_REQUIRE promises that part. */
  isRequired: (_: unknown, part: string): boolean => isRequired(part),

  /** The first test images of Fashion-MNIST, 28 × 28 bytes each, and their labels; undefined without real data sets. */
  fashionMnist: (
    _: unknown,
    count: number,
  ): { readonly images: number[]; readonly labels: number[] } | undefined => {
    const shared = sharedFolder();
    if (!shared) return undefined;
    // An IDX file begins with a magic number and each axis, of four bytes each.
    const read = (name: string, head: number, size: number) => {
      const file = gunzipSync(readFileSync(resolve(shared, "data/fashion-mnist", name)));
      return Array.from(file.subarray(head, head + count * size));
    };
    return {
      images: read("t10k-images-idx3-ubyte.gz", 16, 28 * 28),
      labels: read("t10k-labels-idx1-ubyte.gz", 8, 1),
    };
  },
};

type Answered<F> = F extends (context: unknown, ...args: infer A) => infer R
  ? (...args: A) => Promise<R>
  : never;

declare module "vitest/browser" {
  interface BrowserCommands {
    isRequired: Answered<typeof commands.isRequired>;
    fashionMnist: Answered<typeof commands.fashionMnist>;
  }
}
