import type { ValueSpec } from "../backend.js";
import { UsageError } from "../errors.js";
import { Key } from "../random/key.js";
import { scope } from "../scope.js";
import { Tensor } from "../tensor.js";
import { type Leaf, type Pattern, withLeaves } from "./arguments.js";
import { type Template, templateOf } from "./results.js";
import { symbolicTensor, type Trace, type TracedState } from "./trace.js";
import { TracedValue } from "./value.js";
import { WeakTensor } from "./weakTensor.js";

/** What a function of these arguments does. */
export interface TracedFunction {
  readonly template: Template;
  readonly results: readonly TracedValue[];
  readonly states: readonly TracedState[];
}

/** Runs `fn` once on symbolic arguments like those given. */
export function traceFunction(
  trace: Trace,
  fn: (...args: never[]) => unknown,
  patterns: readonly Pattern[],
  leaves: readonly Leaf[],
): TracedFunction {
  for (const leaf of leaves) if (leaf instanceof Tensor) trace.backend.meet(leaf.backend, "compile");
  return scope(() => {
    const { result, states } = trace.run(() => {
      let next = 0;
      const args = patterns.map((pattern, i) =>
        withLeaves(pattern, `argument ${i + 1}`, (path) => symbolicLeaf(trace, leaves[next]!, next++, path)),
      );
      const value = fn(...(args as never[]));
      refusePromise(value);
      const tensors: Tensor[] = [];
      const template = templateOf(value, tensors);
      return { template, results: tensors.map((tensor) => trace.valueOf(tensor)) };
    });
    return { ...result, states };
  });
}

function symbolicLeaf(trace: Trace, leaf: Leaf, number: number, path: string): Tensor | Key {
  const value = (spec: ValueSpec) => new TracedValue(spec, { kind: "argument", leaf: number, path });
  if (leaf instanceof Tensor) {
    const { dtype, shape, strides } = leaf;
    return symbolicTensor(trace.backend, value({ dtype, shape, strides }));
  }
  if (leaf instanceof Key)
    return new Key(symbolicTensor(trace.backend, value({ dtype: "int32", shape: [2], strides: [1] })));
  const dtype = trace.backend.dtypes.has("float64") ? "float64" : "float32";
  return new WeakTensor(trace.backend, value({ dtype, shape: [], strides: [] }), Number.isInteger(leaf));
}

function refusePromise(value: unknown): void {
  if (!(value instanceof Promise)) return;
  value.catch(() => undefined);
  throw new UsageError(
    "compile: the function is async; compile what runs between two awaits, and read results outside of it",
    { tracing: true },
  );
}
