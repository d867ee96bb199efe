import { Variable } from "@mebae/tensor";
import type { Layer } from "./layer.js";

export interface Walk {
  readonly variables: Map<string, Variable>;
  /** The layers below, without the root. */
  readonly layers: Map<string, Layer>;
}

/** Every Variable and Layer below a layer by property path, in the order of the properties; shared ones once. */
export function walk(root: object): Walk {
  const found: Walk = { variables: new Map(), layers: new Map() };
  const seen = new Set<object>([root]);
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    if (value instanceof Variable) {
      seen.add(value);
      found.variables.set(path, value);
    } else if (isLayer(value)) {
      seen.add(value);
      found.layers.set(path, value);
      visitProperties(value, `${path}.`);
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, `${path}.${i}`);
    }
  };
  const visitProperties = (owner: object, prefix: string): void => {
    for (const [name, value] of Object.entries(owner)) visit(value, prefix + name);
  };
  visitProperties(root, "");
  return found;
}

/** By shape, not by class: the class imports this file. */
function isLayer(value: object): value is Layer {
  return "forward" in value && "backward" in value && "namedVariables" in value;
}

/** The Variables that are fields of this very layer, not of a layer in it. */
export function ownVariables(layer: object): Variable[] {
  return Object.values(layer)
    .flat()
    .filter((value): value is Variable => value instanceof Variable);
}
