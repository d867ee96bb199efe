import type { ValueSpec } from "../backend.js";
import type { TypedArray } from "../dtype.js";
import type { AnyOp, Attributes } from "../ops/op.js";
import { formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { Variable } from "../variable.js";

/** An op that was recorded instead of run. */
export interface TracedNode {
  readonly op: AnyOp;
  readonly attributes: Attributes;
  readonly inputs: readonly TracedValue[];
  readonly output: TracedValue;
}

/** Where a value comes from: an argument's leaf, a Variable, a tensor or array that stays as it is, or a node. */
export type Origin =
  | { readonly kind: "argument"; readonly leaf: number; readonly path: string }
  | { readonly kind: "state"; readonly variable: Variable }
  | { readonly kind: "constant"; readonly source: Tensor | TypedArray }
  | { readonly kind: "node"; readonly node: TracedNode };

/** A value of the traced function: what a symbolic tensor's buffer holds in place of bytes. */
export class TracedValue {
  #origin: Origin | undefined;

  constructor(
    readonly spec: ValueSpec,
    origin?: Origin,
  ) {
    this.#origin = origin;
  }

  get origin(): Origin {
    return this.#origin!;
  }

  /** The node that computes it, if one does. */
  get node(): TracedNode | undefined {
    return this.origin.kind === "node" ? this.origin.node : undefined;
  }

  /** @internal A value and its node name each other. */
  comesFrom(node: TracedNode): this {
    this.#origin = { kind: "node", node };
    return this;
  }

  /** In words, for errors: `float32 [32, 10] made by "softmax"`. */
  toString(): string {
    const source = sourceOf(this.origin);
    return `${this.spec.dtype} ${formatShape(this.spec.shape)} ${source}`;
  }
}

function sourceOf(origin: Origin): string {
  switch (origin.kind) {
    case "argument":
      return `of ${origin.path}`;
    case "state":
      return `of variable "${origin.variable.name}"`;
    case "constant":
      return "that never changes";
    case "node":
      return `made by "${origin.node.op.name}"`;
  }
}

/** A node with its output. */
export function nodeOf(
  op: AnyOp,
  attributes: Attributes,
  inputs: readonly TracedValue[],
  output: ValueSpec,
): TracedNode {
  const value = new TracedValue(output);
  const node = { op, attributes, inputs, output: value };
  value.comesFrom(node);
  return node;
}
