import {
  formatShape,
  isFloat,
  mul,
  type Shape,
  ShapeError,
  scope,
  sum,
  type Tensor,
  UsageError,
  Variable,
  valueAndGrad,
  zeros,
} from "@mebae/tensor";
import type { ForwardOptions, LayerInput } from "./layer.js";

/** What a layer's `forward` leaves for its `backward`: aliases of input, mask and variables, and the options. */
export class RememberedCall<Input extends LayerInput> {
  readonly #single: boolean;
  readonly #inputs: readonly Tensor[];
  readonly #options: ForwardOptions;
  readonly #values: readonly { path: string; variable: Variable; value: Tensor }[];

  constructor(x: Input, options: ForwardOptions, variables: ReadonlyMap<string, Variable>) {
    this.#single = !Array.isArray(x);
    this.#inputs = (Array.isArray(x) ? (x as readonly Tensor[]) : [x as Tensor]).map(hold);
    this.#options = options.mask ? { ...options, mask: hold(options.mask) } : options;
    this.#values = [...variables].map(([path, variable]) => ({
      path,
      variable,
      value: hold(variable.value),
    }));
  }

  /** Runs the layer again on what it saw, and pulls dy back through it. Variables are left as they are now. */
  backward(
    dy: Tensor,
    where: string,
    compute: (x: Input, options: ForwardOptions) => Tensor,
  ): { dx: Input; gradients: Map<string, Tensor> } {
    const now = this.#values.map(({ variable }) => hold(variable.value));
    const cells = this.#inputs.map((x) => new Variable(x, "input"));
    try {
      for (const { variable, value } of this.#values) {
        if (variable.value.id !== value.id) variable.assign(value);
      }
      return scope(() => this.#pull(dy, where, cells, compute));
    } finally {
      this.#values.forEach(({ variable }, i) => {
        if (variable.value.id !== now[i]!.id) variable.assign(now[i]!);
        now[i]!.dispose();
      });
      for (const cell of cells) cell.dispose();
    }
  }

  #pull(
    dy: Tensor,
    where: string,
    cells: readonly Variable[],
    compute: (x: Input, options: ForwardOptions) => Tensor,
  ): { dx: Input; gradients: Map<string, Tensor> } {
    const floats = cells.filter((cell) => isFloat(cell.dtype));
    const trained = this.#values.filter(({ variable }) => variable.trainable);
    const targets = [...floats, ...trained.map(({ variable }) => variable)];
    if (targets.length === 0)
      throw new UsageError(`${where}: backward found neither float input nor parameter`);
    const { gradients } = valueAndGrad(() => {
      const xs = cells.map((cell) => cell.value);
      const y = compute((this.#single ? xs[0]! : xs) as Input, this.#options);
      if (!stretches(dy.shape, y.shape)) {
        throw new ShapeError(
          `${where}: backward expected dy ${formatShape(y.shape)}, got ${formatShape(dy.shape)}`,
        );
      }
      return sum(mul(y, dy));
    }, targets);
    const dxs = cells.map((cell) => {
      const at = floats.indexOf(cell);
      return at >= 0 ? gradients[at]! : zeros(cell.shape, { dtype: dy.dtype, backend: dy.backend });
    });
    return {
      dx: (this.#single ? dxs[0]! : dxs) as Input,
      gradients: this.#kept(trained, gradients.slice(floats.length)),
    };
  }

  /** In a Map the scope around doesn't see the tensors: they take handles of their own. */
  #kept(trained: readonly { path: string }[], gradients: readonly Tensor[]): Map<string, Tensor> {
    return new Map(trained.map(({ path }, i) => [path, hold(gradients[i]!)]));
  }

  dispose(): void {
    for (const x of this.#inputs) x.dispose();
    this.#options.mask?.dispose();
    for (const { value } of this.#values) value.dispose();
  }
}

/** Whether NumPy's broadcasting makes `to` of `from`. */
function stretches(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((n, axis) => n === 1 || n === to[lead + axis]);
}

/** A handle that no scope frees. */
function hold(x: Tensor): Tensor {
  return x.alias({ owner: null });
}
