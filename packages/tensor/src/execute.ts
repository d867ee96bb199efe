import { assertDtype } from "./assertDtype.js";
import { openTapes, withTapes } from "./autograd/tape.js";
import type { Backend, Program, ValueSpec } from "./backend.js";
import { currentTracer } from "./compile/tracing.js";
import { BackendError } from "./errors.js";
import { copyOp } from "./ops/copyOp.js";
import type { AnyOp, Attributes, TensorSpec, ViewOp } from "./ops/op.js";
import { scope } from "./scope.js";
import { formatShape } from "./shape.js";
import { allocateTensor, type Tensor } from "./tensor.js";

/** Runs one op now, or has it recorded where a function is traced, and tells the open tapes. */
export function execute(op: AnyOp, inputs: readonly Tensor[], attributes: Attributes = {}): Tensor {
  const output = currentTracer()?.record(op, inputs, attributes) ?? runNow(op, inputs, attributes);
  for (const tape of openTapes()) tape.record(op, attributes, inputs, output);
  return output;
}

/** Checks the inputs, finds or prepares the program of this graph of one node, and runs it. */
function runNow(op: AnyOp, inputs: readonly Tensor[], attributes: Attributes): Tensor {
  const backend = sharedBackend(op, inputs);
  return compute(backend, op, inputs, attributes, op.infer(inputs, attributes));
}

function compute(
  backend: Backend,
  op: AnyOp,
  inputs: readonly Tensor[],
  attributes: Attributes,
  spec: TensorSpec,
): Tensor {
  if (op.kind === "view") return viewOf(op, inputs[0]!, attributes);
  if (op.kind === "composite" && !backend.hasKernel(op, inputs[0]!.dtype)) {
    return withTapes([], () => scope(() => op.decompose(inputs, attributes)));
  }
  assertDtype(op, backend, spec.dtype);
  const output = allocateTensor(backend, spec.dtype, spec.shape);
  const program = programFor(backend, op, inputs, attributes, output);
  backend.run(
    program,
    inputs.map((input) => input.binding),
    [output.binding],
  );
  return output;
}

function viewOf(op: ViewOp, x: Tensor, attributes: Attributes): Tensor {
  const layout = op.layout(x.shape, x.strides, attributes);
  if (layout) return x.view(layout.shape, layout.strides, x.offset + layout.offset);
  return scope(() => {
    const copy = withTapes([], () => execute(copyOp, [x]));
    const again = op.layout(copy.shape, copy.strides, attributes);
    if (!again)
      throw new BackendError(`${op.name}: no layout for the contiguous shape ${formatShape(copy.shape)}`);
    return copy.view(again.shape, again.strides, copy.offset + again.offset);
  });
}

function sharedBackend(op: AnyOp, inputs: readonly Tensor[]): Backend {
  const first = inputs[0]!;
  for (const input of inputs) {
    input.assertAlive(op.name);
    if (input.backend !== first.backend) {
      throw new BackendError(
        `${op.name}: inputs are on the ${first.backend.name} and the ${input.backend.name} backend; move one with await t.to(backend)`,
      );
    }
    assertDtype(op, input.backend, input.dtype);
  }
  return first.backend;
}

const programs = new WeakMap<Backend, Map<string, Program>>();
/** Enough for the shapes of any model; beyond it the oldest half is forgotten. */
const programLimit = 4096;

function programFor(
  backend: Backend,
  op: AnyOp,
  inputs: readonly Tensor[],
  attributes: Attributes,
  output: Tensor,
): Program {
  let cache = programs.get(backend);
  if (!cache) programs.set(backend, (cache = new Map()));
  const key = programKey(op, inputs, attributes);
  let program = cache.get(key);
  if (program === undefined) {
    if (cache.size >= programLimit)
      for (const old of [...cache.keys()].slice(0, programLimit / 2)) cache.delete(old);
    program = backend.prepare({
      inputs: inputs.map(valueSpec),
      nodes: [{ op, attributes, inputs: inputs.map((_, i) => i), output: valueSpec(output) }],
      outputs: [inputs.length],
    });
    cache.set(key, program);
  }
  return program;
}

function valueSpec({ dtype, shape, strides }: Tensor): ValueSpec {
  return { dtype, shape, strides };
}

const opNumbers = new WeakMap<AnyOp, number>();
let opCount = 0;

function programKey(op: AnyOp, inputs: readonly Tensor[], attributes: Attributes): string {
  let key = opKey(op, attributes);
  for (const { dtype, shape, strides } of inputs) key += `|${dtype};${shape.join()};${strides.join()}`;
  return key;
}

/** @internal An op and its attributes as text: equal for equal computations. */
export function opKey(op: AnyOp, attributes: Attributes): string {
  let number = opNumbers.get(op);
  if (number === undefined) opNumbers.set(op, (number = ++opCount));
  let key = `${number}`;
  for (const name in attributes) key += `|${name}=${attributeKey(attributes[name])}`;
  return key;
}

function attributeKey(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : `${value}`;
  if (typeof value === "string" || typeof value === "boolean") return `${value}`;
  return JSON.stringify(value, (_, item) =>
    typeof item === "number" && !Number.isFinite(item) ? `${item}` : item,
  );
}
