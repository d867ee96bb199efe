import type { Backend, Binding } from "../backend.js";
import { Key } from "../random/key.js";
import { withoutScope } from "../scope.js";
import { allocateTensor, type Tensor } from "../tensor.js";
import type { Leaf } from "./arguments.js";

/** Numbers and keys take eight bytes each: a float64 (or a float32), or two words. */
const slotBytes = 8;

/** The number and key arguments of one compiled function, side by side in one buffer that each run uploads at once. */
export class ScalarInputs {
  readonly #buffer: Tensor;
  readonly #words: Int32Array;
  readonly #floats: Float64Array | Float32Array;
  readonly #leaves: readonly number[];

  /** @param leaves The places of the numbers and keys among the arguments' leaves. */
  constructor(
    readonly backend: Backend,
    leaves: readonly number[],
  ) {
    this.#leaves = leaves;
    this.#buffer = withoutScope(() => allocateTensor(backend, "int32", [leaves.length * 2]));
    this.#words = new Int32Array(leaves.length * 2);
    const { buffer } = this.#words;
    this.#floats = backend.dtypes.has("float64") ? new Float64Array(buffer) : new Float32Array(buffer);
  }

  /** Where the number or key of a leaf stands. */
  binding(leaf: number, isKey: boolean): Binding {
    const words = this.#leaves.indexOf(leaf) * 2;
    const width = isKey ? 4 : this.#floats.BYTES_PER_ELEMENT;
    return { handle: this.#buffer.binding.handle, offset: (words * 4) / width };
  }

  upload(leaves: readonly Leaf[]): void {
    const step = slotBytes / this.#floats.BYTES_PER_ELEMENT;
    for (let i = 0; i < this.#leaves.length; i++) {
      const leaf = leaves[this.#leaves[i]!]!;
      if (leaf instanceof Key) {
        const { words } = leaf;
        this.#words[2 * i] = words[0];
        this.#words[2 * i + 1] = words[1];
      } else this.#floats[i * step] = leaf as number;
    }
    this.backend.upload(this.#buffer.binding.handle, this.#words);
  }

  dispose(): void {
    this.#buffer.dispose();
  }
}
