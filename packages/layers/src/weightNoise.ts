import { add, type Key, normal, type Tensor, UsageError } from "@mebae/tensor";
import { within } from "./expect.js";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";
import { Parameter } from "./parameter.js";
import { walk } from "./walk.js";

/**
 * Runs a layer in training with W + e, e ~ N(0, standardDeviation²) drawn anew each time, in place of every parameter
 * W of it; gradients reach W unchanged. At inference without noise (Graves 2011, "Practical variational inference").
 * UsageError in training without a key, or where the layer has trainable Variables that aren't `this.parameter(...)`.
 */
export class WeightNoise extends Layer {
  static override readonly type = "WeightNoise";

  constructor(
    readonly layer: Layer,
    readonly standardDeviation: number,
  ) {
    super();
    within("WeightNoise", "standardDeviation", standardDeviation, 0, Number.MAX_VALUE);
  }

  static fromJSON(
    json: { layer: LayerJSON; standardDeviation: number },
    read: (json: LayerJSON) => Layer,
  ): WeightNoise {
    return new WeightNoise(read(json.layer), json.standardDeviation);
  }

  override toJSON(): LayerJSON {
    return { type: WeightNoise.type, layer: this.layer.toJSON(), standardDeviation: this.standardDeviation };
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    if (!options.training) return this.layer.forward(x, options);
    const key = this.requireKey(options);
    const noise = key.fold("noise");
    const inner = { ...options, key: key.fold("layer") };
    const noisy = this.#trained().map(([path, parameter]) => this.#perturb(parameter, noise.fold(path)));
    let run = () => this.layer.forward(x, inner);
    for (const wrap of noisy) {
      const around = run;
      run = () => wrap(around);
    }
    return run();
  }

  #trained(): [string, Parameter][] {
    const found: [string, Parameter][] = [];
    for (const [path, variable] of walk(this.layer).variables) {
      if (!variable.trainable) continue;
      if (!(variable instanceof Parameter)) {
        throw new UsageError(
          `${this.label}: "${path}" is a plain Variable; make it with this.parameter(...)`,
        );
      }
      found.push([path, variable]);
    }
    return found;
  }

  #perturb(parameter: Parameter, key: Key): (run: () => Tensor) => Tensor {
    const { standardDeviation } = this;
    const { shape, dtype, value: clean } = parameter;
    const { backend } = clean;
    const value = add(clean, normal(key, shape, { mean: 0, standardDeviation, dtype, backend }));
    return (run) => parameter.substitute(value, run);
  }
}
