import type { Graph, GraphNode } from "../backend.js";
import { copyOp } from "../ops/copyOp.js";
import { contiguousStrides } from "../shape.js";
import type { Variable } from "../variable.js";
import type { TracedState } from "./trace.js";
import { nodeOf, type TracedNode, type TracedValue } from "./value.js";

/** A Variable that a run gives a new value: where this comes out, and where the old one goes in. */
export interface Update {
  readonly variable: Variable;
  readonly output: number;
  readonly input: number;
  /** Whether it is written over the old one. */
  readonly donated: boolean;
}

/** A traced function as a backend takes it. */
export interface LoweredTrace {
  readonly graph: Graph;
  /** What to bind to the graph's inputs. */
  readonly inputs: readonly TracedValue[];
  /** The output of each result; results of one value share one. */
  readonly results: readonly number[];
  readonly updates: readonly Update[];
}

/**
 * Numbers the values and orders the nodes. Each output is a value of its own that a node computes, so that a backend may
 * write it in place. What may refuse a value at run time (a label outside the classes) comes first, with all that it
 * needs, and nothing before it is written over a Variable: a run that throws leaves the state as it was.
 */
export function lowerTrace(
  nodes: readonly TracedNode[],
  results: readonly TracedValue[],
  states: readonly TracedState[],
): LoweredTrace {
  const all = [...nodes];
  const outputs: TracedValue[] = [];
  const outputOf = new Map<TracedValue, number>();
  const asOutput = (value: TracedValue): number => {
    const known = outputOf.get(value);
    if (known !== undefined) return known;
    outputOf.set(value, outputs.length);
    outputs.push(computed(all, value));
    return outputs.length - 1;
  };
  const places = results.map(asOutput);
  const assigned = states.filter(({ after }) => after !== undefined);
  const after = assigned.map(({ after: value }) => {
    const taken = outputOf.has(value!);
    if (!taken) return asOutput(value!);
    outputs.push(copyOf(all, value!));
    return outputs.length - 1;
  });
  const early = ancestorsOfChecks(all);
  const ordered = [...all.filter((node) => early.has(node)), ...all.filter((node) => !early.has(node))];
  const inputs = inputsOf(
    ordered,
    assigned.map(({ before }) => before),
  );
  const updates = assigned.map(({ variable, before }, i): Update => {
    const output = after[i]!;
    return { variable, output, input: inputs.indexOf(before), donated: !early.has(outputs[output]!.node!) };
  });
  return { graph: graphOf(inputs, ordered, outputs, updates), inputs, results: places, updates };
}

/** The value itself where a node computes it, else a copy: of an input, of a constant, of a view. */
function computed(nodes: TracedNode[], value: TracedValue): TracedValue {
  return value.node && value.node.op.kind !== "view" ? value : copyOf(nodes, value);
}

function copyOf(nodes: TracedNode[], value: TracedValue): TracedValue {
  const { dtype, shape } = value.spec;
  const node = nodeOf(copyOp, {}, [value], { dtype, shape, strides: contiguousStrides(shape) });
  nodes.push(node);
  return node.output;
}

/** The nodes that may refuse a value, and all on which they depend. */
function ancestorsOfChecks(nodes: readonly TracedNode[]): Set<TracedNode> {
  const found = new Set<TracedNode>();
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i]!;
    if (!node.op.checksValues && !found.has(node)) continue;
    found.add(node);
    for (const { node: before } of node.inputs) if (before) found.add(before);
  }
  return found;
}

function inputsOf(nodes: readonly TracedNode[], states: readonly TracedValue[]): TracedValue[] {
  const found = new Set(states);
  for (const node of nodes) for (const input of node.inputs) if (!input.node) found.add(input);
  return [...found];
}

function graphOf(
  inputs: readonly TracedValue[],
  nodes: readonly TracedNode[],
  outputs: readonly TracedValue[],
  updates: readonly Update[],
): Graph {
  const numbers = new Map<TracedValue, number>(inputs.map((value, i) => [value, i]));
  for (const { output } of nodes) numbers.set(output, numbers.size);
  const numberOf = (value: TracedValue) => numbers.get(value)!;
  return {
    inputs: inputs.map(({ spec }) => spec),
    nodes: nodes.map(
      ({ op, attributes, inputs: from, output }): GraphNode => ({
        op,
        attributes,
        inputs: from.map(numberOf),
        output: output.spec,
      }),
    ),
    outputs: outputs.map(numberOf),
    donations: updates.filter(({ donated }) => donated).map(({ output, input }) => [output, input] as const),
  };
}
