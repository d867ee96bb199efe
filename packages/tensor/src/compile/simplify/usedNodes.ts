import type { TracedNode, TracedValue } from "../value.js";

/** The nodes on which some of these values depend, in their order. */
export function usedNodes(nodes: readonly TracedNode[], values: readonly TracedValue[]): TracedNode[] {
  const used = new Set(values.map(({ node }) => node));
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (used.has(nodes[i]!)) for (const { node } of nodes[i]!.inputs) used.add(node);
  }
  return nodes.filter((node) => used.has(node));
}
