import { Affine, GELU, Layer, LayerNorm, MultiHeadAttention, Sequential } from "@mebae/layers";
import { add, mean, type Tensor } from "@mebae/tensor";

/**
 * A pre-norm transformer block (Xiong et al. 2020) with a classifier on the mean of its tokens, x [n, l, size]:
 *   h = x + attention(norm₁(x))    y = h + mlp(norm₂(h))    logits = head((1/l) Σ_l y)
 */
export class TransformerBlock extends Layer {
  static override readonly type = "TransformerBlock";
  readonly norm1: LayerNorm;
  readonly attention: MultiHeadAttention;
  readonly norm2: LayerNorm;
  readonly mlp: Sequential;
  readonly head: Affine;

  constructor(size: number, heads: number, classes: number) {
    super();
    this.norm1 = new LayerNorm(size);
    this.attention = new MultiHeadAttention(size, heads);
    this.norm2 = new LayerNorm(size);
    this.mlp = new Sequential([new Affine(size, 4 * size), new GELU(), new Affine(4 * size, size)]);
    this.head = new Affine(size, classes);
  }

  protected override compute(x: Tensor): Tensor {
    const h = add(x, this.attention.forward(this.norm1.forward(x)));
    const y = add(h, this.mlp.forward(this.norm2.forward(h)));
    return this.head.forward(mean(y, { axes: [1] }));
  }
}
