import { formatShape, log, ShapeError, stack, type Tensor, tensor, UsageError } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";
import { meanOutput, type OutputKind } from "./meanOutput.js";

export interface EnsembleOptions {
  /** What each member counts, above 0; they are divided by their sum. The same for all by default. */
  readonly weights?: readonly number[];
  /** "classes" (the default): members put out logits [n, k]. "numbers": they put out what is averaged. */
  readonly output?: OutputKind;
}

/**
 * The weighted mean of several models of the same task, as one layer:
 *   classes: y = log Σᵢ wᵢ·softmax(fᵢ(x))    numbers: y = Σᵢ wᵢ·fᵢ(x)
 * The logarithm makes softmax(y) the mean of the members' probabilities (a linear opinion pool; Hansen & Salamon
 * 1990, "Neural network ensembles"). x is whatever the members take, y [n, k]. ShapeError where members differ in what they put out.
 */
export class Ensemble extends Layer {
  static override readonly type = "Ensemble";
  readonly members: readonly Layer[];
  /** They sum to 1. */
  readonly weights: readonly number[];
  readonly output: OutputKind;

  constructor(members: readonly Layer[], options: EnsembleOptions = {}) {
    super();
    const { weights = members.map(() => 1), output = "classes" } = options;
    if (members.length === 0) throw new UsageError("Ensemble: expected one member at least, got none");
    if (weights.length !== members.length) {
      throw new UsageError(`Ensemble: ${members.length} members need as many weights, not ${weights.length}`);
    }
    for (const weight of weights) {
      if (!(weight > 0 && weight < Infinity))
        throw new UsageError(`Ensemble: a weight is a finite number above 0, not ${weight}`);
    }
    const total = weights.reduce((a, b) => a + b);
    this.members = [...members];
    this.weights = weights.map((weight) => weight / total);
    this.output = output;
  }

  static fromJSON(
    json: { members: readonly LayerJSON[] } & EnsembleOptions,
    read: (json: LayerJSON) => Layer,
  ): Ensemble {
    return new Ensemble(json.members.map(read), json);
  }

  override toJSON(): LayerJSON {
    const members = this.members.map((member) => member.toJSON());
    return { type: Ensemble.type, members, weights: this.weights, output: this.output };
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    const outputs = this.members.map((member, i) => {
      const key = options.key?.fold(`members.${i}`);
      return member.forward(x, key ? { ...options, key } : options);
    });
    const [first, ...others] = outputs.map(({ shape }) => formatShape(shape));
    const odd = others.findIndex((shape) => shape !== first);
    if (odd >= 0 || outputs[0]!.rank !== 2) {
      throw new ShapeError(
        `${this.label}: expected members that put out the same [n, k], got ${first}${odd >= 0 ? ` and ${others[odd]}` : ""}`,
      );
    }
    const weights = tensor(this.weights, { dtype: outputs[0]!.dtype, shape: [outputs.length, 1, 1] });
    return meanOutput(stack(outputs), this.output, weights, log(weights));
  }
}
