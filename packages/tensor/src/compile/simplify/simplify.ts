import type { TracedState } from "../trace.js";
import { nodeOf, type TracedNode, type TracedValue } from "../value.js";
import { CommonSubexpressions } from "./commonSubexpressions.js";
import { foldConstants } from "./constantFolding.js";
import { sameAsInput } from "./identities.js";
import { usedNodes } from "./usedNodes.js";
import { shortenViews } from "./viewChains.js";

/**
 * The same computation with fewer nodes: constants are computed now, what changes nothing and what is computed twice
 * falls away, and last what nobody needs.
 */
export function simplify(
  nodes: readonly TracedNode[],
  results: readonly TracedValue[],
  states: readonly TracedState[],
): [TracedNode[], TracedValue[], TracedState[]] {
  const replaced = new Map<TracedValue, TracedValue>();
  const common = new CommonSubexpressions();
  const now = (value: TracedValue): TracedValue => common.constant(replaced.get(value) ?? value);
  const kept: TracedNode[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map(now);
    const isSame = inputs.every((input, i) => input === node.inputs[i]);
    const renewed = isSame ? node : nodeOf(node.op, node.attributes, inputs, node.output.spec);
    const next = shortenViews(renewed);
    const value = foldConstants(next) ?? sameAsInput(next) ?? common.find(next);
    if (value === next.output) kept.push(next);
    if (value !== node.output) replaced.set(node.output, value);
  }
  const outputs = results.map(now);
  const ends = states.map((state) => {
    const after = state.after && now(state.after);
    return { ...state, after: after === state.before ? undefined : after };
  });
  const roots = [...outputs, ...ends.flatMap(({ after }) => (after ? [after] : []))];
  return [usedNodes(kept, roots), outputs, ends];
}
