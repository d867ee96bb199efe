import { flip, full, log, type PadWidth, pad, slice, stack, type Tensor, UsageError } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";
import { meanOutput, type OutputKind } from "./meanOutput.js";

export interface ViewAverageOptions {
  /** By how many rows and columns each view is shifted, edges repeated: [[0, 0], [1, 0], ...]. [[0, 0]] by default. */
  readonly shifts?: readonly (readonly [number, number])[];
  /** Whether each view counts once more, mirrored left to right. False by default. */
  readonly flip?: boolean;
  /** "classes" (the default): the layer puts out logits, and probabilities are averaged. "numbers": outputs are. */
  readonly output?: OutputKind;
}

/**
 * Test-time augmentation: at inference the mean of a layer's output over shifted and mirrored views of each image,
 * x [n, c, h, w], y [n, k], averaged as `Ensemble` does. In training the layer sees x
 * itself, once.
 */
export class ViewAverage extends Layer {
  static override readonly type = "ViewAverage";
  readonly shifts: readonly (readonly [number, number])[];
  readonly flip: boolean;
  readonly output: OutputKind;

  constructor(
    readonly layer: Layer,
    options: ViewAverageOptions = {},
  ) {
    super();
    this.shifts = options.shifts ?? [[0, 0]];
    this.flip = options.flip ?? false;
    this.output = options.output ?? "classes";
    if (this.shifts.length === 0) throw new UsageError("ViewAverage: expected one shift at least, got none");
    for (const n of this.shifts.flat()) {
      if (!Number.isInteger(n)) throw new UsageError(`ViewAverage: a shift is a whole number, not ${n}`);
    }
  }

  static fromJSON(
    json: { layer: LayerJSON } & ViewAverageOptions,
    read: (json: LayerJSON) => Layer,
  ): ViewAverage {
    return new ViewAverage(read(json.layer), json);
  }

  override toJSON(): LayerJSON {
    const { shifts, flip: mirrored, output } = this;
    return { type: ViewAverage.type, layer: this.layer.toJSON(), shifts, flip: mirrored, output };
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    this.expectShape(x, [["n", "c", "h", "w"]]);
    this.expectDtype(x);
    const inner = options.key ? { ...options, key: options.key.fold("layer") } : options;
    if (options.training) return this.layer.forward(x, inner);
    const views = this.#views(x);
    // One after the other: as one batch they would need as many times the memory.
    const y = stack(views.map((view) => this.layer.forward(view, inner)));
    const weights = full([views.length, 1, 1], 1 / views.length, { dtype: y.dtype });
    return meanOutput(y, this.output, weights, log(weights));
  }

  #views(x: Tensor): Tensor[] {
    const [, , height, width] = x.shape as readonly [number, number, number, number];
    const most = (axis: 0 | 1) => Math.max(...this.shifts.map((shift) => Math.abs(shift[axis])));
    const margins = [0, 0, most(0), most(1)] as const satisfies readonly PadWidth[];
    const wide = margins[2] + margins[3] > 0 ? pad(x, margins, { mode: "edge" }) : x;
    const shifted = this.shifts.map(([down, right]) =>
      slice(wide, [
        null,
        null,
        { start: margins[2] - down, stop: margins[2] - down + height },
        { start: margins[3] - right, stop: margins[3] - right + width },
      ]),
    );
    return this.flip ? [...shifted, ...shifted.map((view) => flip(view, 3))] : shifted;
  }
}
