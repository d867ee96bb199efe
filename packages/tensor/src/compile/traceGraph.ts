import type { Graph } from "../backend.js";
import { type Leaf, patternOf } from "./arguments.js";
import { lowerTrace } from "./lowerTrace.js";
import { simplify } from "./simplify/simplify.js";
import { Trace } from "./trace.js";
import { traceFunction } from "./traceFunction.js";

/** @internal The graph that `compile` hands to a backend for these arguments: for tests of planners. */
export function traceGraph(fn: (...args: never[]) => unknown, ...args: unknown[]): Graph {
  const leaves: Leaf[] = [];
  const patterns = args.map((arg) => patternOf(arg, leaves));
  using trace = new Trace();
  const { results, states } = traceFunction(trace, fn, patterns, leaves);
  return lowerTrace(...simplify(trace.nodes, results, states)).graph;
}
