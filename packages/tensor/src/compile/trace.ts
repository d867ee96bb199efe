import { assertDtype } from "../assertDtype.js";
import { withTapes } from "../autograd/tape.js";
import { bytesOf, storedNumbers, type TypedArray } from "../dtype.js";
import { SharedBuffer } from "../memory.js";
import type { AnyOp, Attributes } from "../ops/op.js";
import { scope } from "../scope.js";
import { contiguousStrides } from "../shape.js";
import { Tensor } from "../tensor.js";
import type { Variable } from "../variable.js";
import { TraceBackend, type TracedUpload } from "./traceBackend.js";
import { type Tracer, withTracer } from "./tracing.js";
import { nodeOf, type TracedNode, TracedValue } from "./value.js";

/** A Variable that a traced function read or assigned: what it holds at the start and at the end. */
export interface TracedState {
  readonly variable: Variable;
  readonly before: TracedValue;
  /** Undefined where the function left it alone. */
  readonly after: TracedValue | undefined;
}

/** One run of a function with symbolic tensors: what it did, as nodes. */
export class Trace implements Tracer, Disposable {
  readonly backend = new TraceBackend();
  readonly nodes: TracedNode[] = [];
  readonly #states = new Map<Variable, { before: TracedValue; real: Tensor }>();
  readonly #born = new Set<Variable>();
  /** Captured tensors by id. */
  readonly #constants = new Map<number, TracedValue>();
  readonly #held: Tensor[] = [];

  /** Runs `fn`, recording. Variables hold their own tensors again afterwards, whether it succeeds or not. */
  run<T>(fn: () => T): { readonly result: T; readonly states: readonly TracedState[] } {
    let states: TracedState[] = [];
    try {
      const result = withTracer(this, () => withTapes([], fn));
      states = [...this.#states].map(([variable, { before }]) => {
        const after = this.valueOf(variable.held);
        return { variable, before, after: after === before ? undefined : after };
      });
      return { result, states };
    } finally {
      for (const [variable, { real }] of this.#states) variable.exchange(real).dispose();
    }
  }

  record(op: AnyOp, inputs: readonly Tensor[], attributes: Attributes): Tensor | undefined {
    if (!inputs.some((input) => input.backend === this.backend)) return undefined;
    for (const input of inputs) {
      input.assertAlive(op.name);
      assertDtype(op, this.backend, input.dtype);
    }
    const { dtype, shape } = op.infer(inputs, attributes);
    assertDtype(op, this.backend, dtype);
    if (op.kind === "composite" && !this.backend.hasKernel(op, inputs[0]!.dtype))
      return withTapes([], () => scope(() => op.decompose(inputs, attributes)));
    const values = inputs.map((input) => this.valueOf(input, op.name));
    const node = nodeOf(op, attributes, values, { dtype, shape, strides: contiguousStrides(shape) });
    this.nodes.push(node);
    return symbolicTensor(this.backend, node.output);
  }

  enter(variable: Variable): void {
    if (this.#states.has(variable)) return;
    const real = variable.held;
    if (real.backend === this.backend) return;
    real.assertAlive(`variable "${variable.name}"`);
    if (this.#born.has(variable)) {
      variable.exchange(symbolicTensor(this.backend, this.valueOf(real), null)).dispose();
      return;
    }
    this.backend.meet(real.backend, `compile: variable "${variable.name}"`);
    const { dtype, shape } = real;
    const before = new TracedValue(
      { dtype, shape, strides: contiguousStrides(shape) },
      { kind: "state", variable },
    );
    this.#states.set(variable, { before, real });
    variable.exchange(symbolicTensor(this.backend, before, null));
  }

  born(variable: Variable): void {
    this.#born.add(variable);
  }

  /** What a tensor stands for: its symbolic value, or a constant where it has one of its own. */
  valueOf(tensor: Tensor, where = "compile"): TracedValue {
    if (tensor.backend !== this.backend) return this.#captured(tensor, where);
    const handle = tensor.binding.handle as TracedValue | TracedUpload;
    if (handle instanceof TracedValue) return handle;
    return (handle.value ??= this.#uploaded(tensor, handle.data));
  }

  #uploaded({ dtype, shape, size }: Tensor, data: TypedArray | undefined): TracedValue {
    const source = data ?? (new Uint8Array(size * bytesOf(dtype)) as TypedArray);
    const constant = source.length === 1 ? { constant: storedNumbers(dtype, source)[0]! } : {};
    return new TracedValue(
      { dtype, shape, strides: contiguousStrides(shape), ...constant },
      { kind: "constant", source },
    );
  }

  #captured(tensor: Tensor, where: string): TracedValue {
    tensor.assertAlive(where);
    let value = this.#constants.get(tensor.id);
    if (!value) {
      this.backend.meet(tensor.backend, where);
      const source = tensor.alias({ owner: null });
      this.#held.push(source);
      const { dtype, shape, strides } = tensor;
      const constant = oneNumber(tensor);
      const spec = { dtype, shape, strides, ...(constant !== undefined && { constant }) };
      value = new TracedValue(spec, { kind: "constant", source });
      this.#constants.set(tensor.id, value);
    }
    return value;
  }

  /** Gives up the captured tensors: whoever needs them longer has taken handles of its own. */
  [Symbol.dispose](): void {
    for (const tensor of this.#held.splice(0)) tensor.dispose();
    this.backend.end();
  }
}

/** The number that stands in all places, where it can be told at once. */
function oneNumber(tensor: Tensor): number | undefined {
  const { shape, strides, size, backend } = tensor;
  if (size === 0 || !backend.readSync || shape.some((n, axis) => n > 1 && strides[axis] !== 0))
    return undefined;
  return tensor.dataSync()[0];
}

/** A tensor without a value. */
export function symbolicTensor(backend: TraceBackend, value: TracedValue, owner?: null): Tensor {
  const buffer = new SharedBuffer(backend, value, 0);
  const { dtype, shape } = value.spec;
  return new Tensor(buffer, dtype, shape, undefined, 0, owner === null ? { owner } : {});
}
