import {
  add,
  type DType,
  DtypeError,
  matmul,
  mul,
  reshape,
  type Shape,
  softmax,
  split,
  type Tensor,
  tensor,
  transpose,
  UsageError,
  type Variable,
  where,
} from "@mebae/tensor";
import { count } from "./expect.js";
import { constant } from "./initializers/constant.js";
import { xavierUniform } from "./initializers/xavier.js";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";

export interface MultiHeadAttentionOptions {
  /** Whether query i sees only the keys 0 … i. False by default. */
  readonly causal?: boolean;
  readonly bias?: boolean;
  readonly dtype?: DType;
}

/** x attends to itself; [query, memory] to another sequence; [query, key, value] gives all three. */
export type AttentionInput = Tensor | readonly [Tensor, Tensor] | readonly [Tensor, Tensor, Tensor];

/**
 * Multi-head attention (Vaswani et al. 2017): with q, k, v = query W_qᵀ + b_q, ..., each head h of d = size/heads columns
 *   a_h = softmax(q_h k_hᵀ/√d) v_h    y = concatenate(a) W_oᵀ + b_o
 * Inputs [n, l, size]. In PyTorch's layout: projectionWeight [3·size, size] holds W_q, W_k and W_v one below the other,
 * projectionBias [3·size]; outputWeight [size, size], outputBias [size]. A query that may look nowhere (`causal`, or
 * the option `mask`: bool, broadcast to [n, heads, queries, keys]) averages all keys.
 */
export class MultiHeadAttention extends Layer<AttentionInput> {
  static override readonly type = "MultiHeadAttention";
  readonly projectionWeight: Variable;
  readonly projectionBias?: Variable;
  readonly outputWeight: Variable;
  readonly outputBias?: Variable;
  readonly causal: boolean;

  constructor(
    readonly size: number,
    readonly heads: number,
    options: MultiHeadAttentionOptions = {},
  ) {
    super();
    count("MultiHeadAttention", "size", size);
    count("MultiHeadAttention", "heads", heads);
    if (size % heads !== 0) {
      throw new UsageError(`MultiHeadAttention: ${size} columns don't fall into ${heads} heads`);
    }
    const { causal = false, dtype = "float32" } = options;
    this.causal = causal;
    const fans = { fanIn: size, fanOut: size };
    this.projectionWeight = this.parameter("projectionWeight", [3 * size, size], xavierUniform, {
      dtype,
      fans,
    });
    this.outputWeight = this.parameter("outputWeight", [size, size], xavierUniform, { dtype, fans });
    if (options.bias === false) return;
    this.projectionBias = this.parameter("projectionBias", [3 * size], constant(0), { dtype });
    this.outputBias = this.parameter("outputBias", [size], constant(0), { dtype });
  }

  static fromJSON(json: { size: number; heads: number } & MultiHeadAttentionOptions): MultiHeadAttention {
    return new MultiHeadAttention(json.size, json.heads, json);
  }

  override toJSON(): LayerJSON {
    const { size, heads, causal } = this;
    const bias = this.outputBias !== undefined;
    return { type: MultiHeadAttention.type, size, heads, causal, bias, dtype: this.outputWeight.dtype };
  }

  override multiplyAdds(inputs: readonly Shape[]): number {
    const [query, key] = [inputs[0]!, inputs[1] ?? inputs[0]!];
    const [n, queries, keys] = [query[0]!, query[1]!, key[1]!];
    return n * this.size * (2 * queries * this.size + 2 * keys * this.size + 2 * queries * keys);
  }

  protected override compute(input: AttentionInput, options: ForwardOptions): Tensor {
    const given = Array.isArray(input) ? (input as readonly Tensor[]) : [input as Tensor];
    const query = given[0]!;
    const key = given[1] ?? query;
    const value = given[2] ?? key;
    this.#expect(query, "query", ["n", "l", this.size]);
    this.#expect(key, "key", [query.shape[0]!, "l", this.size]);
    this.#expect(value, "value", [query.shape[0]!, key.shape[1]!, this.size]);
    const [q, k, v] = this.#project([query, key, value]);
    const scores = mul(matmul(q, k, { transposeB: true }), Math.sqrt(this.heads / this.size));
    const heads = matmul(softmax(this.#masked(scores, options.mask), -1), v);
    const joined = reshape(transpose(heads, [0, 2, 1, 3]), query.shape);
    const y = matmul(joined, this.outputWeight.value, { transposeB: true });
    return this.outputBias ? add(y, this.outputBias.value) : y;
  }

  #expect(x: Tensor, what: string, pattern: readonly (number | string)[]): void {
    this.expectShape(x, [pattern], what);
    this.expectDtype(x, this.outputWeight.dtype, what);
  }

  /** Query, key and value by heads: [n, heads, l, size/heads]. */
  #project(inputs: readonly [Tensor, Tensor, Tensor]): [Tensor, Tensor, Tensor] {
    const weights = split(this.projectionWeight.value, 3, 0);
    const biases = this.projectionBias && split(this.projectionBias.value, 3, 0);
    return inputs.map((x, i) => {
      const y = matmul(x, weights[i]!, { transposeB: true });
      const shifted = biases ? add(y, biases[i]!) : y;
      const [n, l] = x.shape as [number, number, number];
      return transpose(reshape(shifted, [n, l, this.heads, this.size / this.heads]), [0, 2, 1, 3]);
    }) as [Tensor, Tensor, Tensor];
  }

  #masked(scores: Tensor, mask: Tensor | undefined): Tensor {
    const hidden = -1e30;
    if (mask && mask.dtype !== "bool")
      throw new DtypeError(
        `${this.label}: expected a bool mask, true where a query may look, got ${mask.dtype}`,
      );
    const masked = mask ? where(mask, scores, hidden) : scores;
    if (!this.causal) return masked;
    const [queries, keys] = scores.shape.slice(2) as [number, number];
    const past = Uint8Array.from({ length: queries * keys }, (_, i) =>
      i % keys <= Math.floor(i / keys) ? 1 : 0,
    );
    const visible = tensor(past, { shape: [queries, keys], dtype: "bool", backend: scores.backend });
    return where(visible, masked, hidden);
  }
}
