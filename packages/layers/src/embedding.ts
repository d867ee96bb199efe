import { type DType, DtypeError, gather, type Tensor, type Variable } from "@mebae/tensor";
import { count } from "./expect.js";
import { gaussian } from "./initializers/gaussian.js";
import type { Initializer } from "./initializers/initializer.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface EmbeddingOptions {
  readonly dtype?: DType;
  /** N(0, 1) by default. */
  readonly initializer?: Initializer;
}

/**
 * y[..., :] = W[x[...], :], with x int32 of any shape, weight W [entries, size]. dW adds each dy to its row; `backward`
 * gives zeros for dx. Negative indices count from the end, as `gather`'s do: hide padding by a mask, not by -1. An index outside
 * -entries … entries-1 throws.
 */
export class Embedding extends Layer {
  static override readonly type = "Embedding";
  readonly weight: Variable;

  constructor(
    readonly entries: number,
    readonly size: number,
    options: EmbeddingOptions = {},
  ) {
    super();
    count("Embedding", "entries", entries);
    count("Embedding", "size", size);
    const { dtype = "float32", initializer = gaussian(1) } = options;
    const fans = { fanIn: entries, fanOut: size };
    this.weight = this.parameter("weight", [entries, size], initializer, { dtype, fans });
  }

  static fromJSON(json: { entries: number; size: number } & EmbeddingOptions): Embedding {
    return new Embedding(json.entries, json.size, json);
  }

  override toJSON(): LayerJSON {
    return { type: Embedding.type, entries: this.entries, size: this.size, dtype: this.weight.dtype };
  }

  protected override compute(x: Tensor): Tensor {
    if (x.dtype !== "int32" && x.dtype !== "uint8") {
      throw new DtypeError(`${this.label}: expected int32 input, got ${x.dtype}`);
    }
    return gather(this.weight.value, x, 0);
  }
}
