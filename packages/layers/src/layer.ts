import {
  isTracing,
  Key,
  openTapes,
  type Shape,
  scope,
  type Tensor,
  UsageError,
  type Variable,
} from "@mebae/tensor";
import { expectDtype, expectFloat, expectShape, type ShapePattern } from "./expect.js";
import type { Initializer } from "./initializers/initializer.js";
import type { LayerJSON } from "./json.js";
import { loadVariables } from "./load.js";
import { report } from "./observe.js";
import { Parameter, type ParameterOptions } from "./parameter.js";
import { type Summary, type SummaryOptions, summarize } from "./summary.js";
import { RememberedCall } from "./textbook.js";
import { walk } from "./walk.js";

export interface ForwardOptions {
  /** Whether random and batch-dependent layers behave as in training. False by default. */
  readonly training?: boolean;
  /** What random layers draw from in training. */
  readonly key?: Key;
  /** For attention: bool, true where a query may look at a key; broadcast to [n, heads, queries, keys]: a mask an example is [n, 1, queries, keys]. */
  readonly mask?: Tensor;
}

/** What a layer takes: one tensor, or several in an array. */
export type LayerInput = Tensor | readonly Tensor[];

// biome-ignore lint/suspicious/noExplicitAny: a layer of whatever input
export type AnyLayer = Layer<any>;

/** How many forwards run around this one: only the outermost remembers its input. */
let depth = 0;

/**
 * The base of all layers, and of your own: assign Variables (`this.parameter(...)`) and Layers to fields, and write
 * `compute`. Variables are named by property path ("layers.0.weight"). A parameter draws its first value from seed 0
 * folded by its path in the outermost layer that first uses it, unless `initialize` gave another seed.
 */
export abstract class Layer<Input extends LayerInput = Tensor> implements Disposable {
  /** The name in JSON and in errors; minifiers change class names, not this. */
  static readonly type: string = "";
  #path = "";
  #settled = false;
  #remembered: RememberedCall<Input> | undefined;
  #gradients = new Map<string, Tensor>();

  /** The layer's meaning, in public ops. Everything made in it but the result is freed. */
  protected abstract compute(x: Input, options: ForwardOptions): Tensor;

  /** Architecture for a model folder: the type and what the constructor takes. */
  toJSON(): LayerJSON {
    throw new UsageError(
      `${this.label}: a layer of your own needs toJSON() and a static fromJSON to be saved`,
    );
  }

  /** Multiply-adds of one forward, for `summary`. Elementwise work counts as none. */
  multiplyAdds(_inputs: readonly Shape[], _output: Shape): number {
    return 0;
  }

  /**
   * The layer's output. Outside gradients and compiled functions it also remembers the input (an alias, freed at the next forward) for the
   * textbook `backward`.
   */
  forward(x: Input, options: ForwardOptions = {}): Tensor {
    const inputs = inputsOf(x);
    const outermost = depth === 0;
    if (outermost && !this.#settled) this.initialize();
    const call =
      outermost && openTapes().length === 0 && !isTracing()
        ? new RememberedCall(x, options, this.namedVariables())
        : undefined;
    depth++;
    try {
      const output = scope(() => {
        const y = this.compute(x, options);
        // A layer may hand its input through; the caller must still be free to dispose of either.
        return inputs.includes(y) ? y.alias() : y;
      });
      report(this, inputs, output);
      if (call) this.#remember(call);
      return output;
    } catch (error) {
      call?.dispose();
      throw error;
    } finally {
      depth--;
    }
  }

  /**
   * Textbook backpropagation: from dy, the gradient by the last forward's output (or what broadcasts to it), to dx, that by its input
   * (zeros for an integer input). The parameters' gradients stay in `gradients` until the next backward. Running
   * statistics are not updated. UsageError without a forward before.
   */
  backward(dy: Tensor): Input {
    if (!this.#remembered) {
      throw new UsageError(
        `${this.label}: backward needs a forward before it, outside of grad, valueAndGrad and compile`,
      );
    }
    const result = this.#remembered.backward(dy, this.label, (x, options) => this.#nested(x, options));
    this.#freeGradients();
    this.#gradients = result.gradients;
    return result.dx;
  }

  /** Gradients by the parameters, by path, that the last `backward` left; they belong to the layer. */
  get gradients(): ReadonlyMap<string, Tensor> {
    return this.#gradients;
  }

  /** Every Variable below this layer by its property path, each once. */
  namedVariables(): Map<string, Variable> {
    if (!this.#settled) this.initialize();
    return walk(this).variables;
  }

  /** Parameters and buffers, in the order of their properties. */
  variables(): Variable[] {
    return [...this.namedVariables().values()];
  }

  /** What an optimizer trains. */
  parameters(): Variable[] {
    return this.variables().filter((variable) => variable.trainable);
  }

  /** Draws what has no value yet from `seed` folded by path; `forward` and `parameters` do so with seed 0. */
  initialize(seed = 0): this {
    this.#settled = true;
    const { variables, layers } = walk(this);
    const key = new Key(seed);
    for (const [path, layer] of layers) {
      if (path.length > layer.#path.length) layer.#path = path;
      layer.#settled = true;
    }
    for (const [path, variable] of variables) {
      if (path.length > variable.name.length) variable.name = path;
      if (variable instanceof Parameter) variable.initialize(key.fold(path));
    }
    return this;
  }

  /**
   * Takes over the values of tensors by path. A bias may come as [n] or [1, n]. DataError names a key that is missing,
   * unexpected or of another shape; nothing is changed then.
   */
  load(tensors: ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>): this {
    loadVariables(this.namedVariables(), tensors);
    return this;
  }

  /** Every layer's shapes, parameters and multiply-adds for an input of this shape (batch included). */
  summary(input: Shape | readonly Shape[], options: SummaryOptions = {}): Summary {
    return summarize(this, input, options);
  }

  /** The type, with the path where it is known: `Affine "head"`. */
  get label(): string {
    return this.#path === "" ? this.type : `${this.type} "${this.#path}"`;
  }

  get type(): string {
    const { type, name } = this.constructor as typeof Layer;
    return type || name;
  }

  /** Frees variables, gradients and what `backward` remembered. */
  dispose(): void {
    for (const variable of walk(this).variables.values()) variable.dispose();
    this.#remembered?.dispose();
    this.#remembered = undefined;
    this.#freeGradients();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** A new Variable that is initialized on first use; assign it to the field of that name. */
  protected parameter(
    name: string,
    shape: Shape,
    initializer: Initializer,
    options?: ParameterOptions,
  ): Parameter {
    return new Parameter(name, shape, initializer, options);
  }

  /** Refuses a float input of another dtype than `dtype`, or (without one) an input that isn't float. */
  protected expectDtype(x: Tensor, dtype?: Tensor["dtype"], what?: string): void {
    if (dtype) expectDtype(this.label, x, dtype, what);
    else expectFloat(this.label, x, what);
  }

  protected expectShape(x: Tensor, patterns: readonly ShapePattern[], what?: string): void {
    expectShape(this.label, x, patterns, what);
  }

  /** The key that a random layer needs in training. */
  protected requireKey(options: ForwardOptions): Key {
    if (options.key) return options.key;
    throw new UsageError(`${this.label}: training needs a key; call forward(x, { training: true, key })`);
  }

  #nested(x: Input, options: ForwardOptions): Tensor {
    depth++;
    try {
      return this.compute(x, options);
    } finally {
      depth--;
    }
  }

  #remember(call: RememberedCall<Input>): void {
    this.#remembered?.dispose();
    this.#remembered = call;
  }

  #freeGradients(): void {
    for (const gradient of this.#gradients.values()) gradient.dispose();
    this.#gradients.clear();
  }
}

function inputsOf(x: LayerInput): readonly Tensor[] {
  return Array.isArray(x) ? x : [x as Tensor];
}
