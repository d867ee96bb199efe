import type { Expression, ScalarType } from "../../expression/expression.js";
import { type Steps, stepsOf } from "../../expression/steps.js";
import type { FunctionBody, ValueType } from "./encoder.js";
import type { Instruction } from "./opcodes.js";
import { scalarConstant, scalarLocal, scalarStep } from "./scalarCode.js";
import { type Lanes, vectorConstant, vectorStep } from "./vectorCode.js";

/** How wide code is: one element, or a vector of them. */
export type Width = 1 | Lanes;

/** The width of vectors for expressions: two elements where float64 takes part in any of them. */
export function lanesOf(...all: readonly Steps[]): Lanes {
  const wide = all.some(({ steps }) => steps.some(({ node }) => node.type === "float64"));
  return wide ? 2 : 4;
}

export function localType(type: ScalarType, width: Width): ValueType {
  return width === 1 ? scalarLocal(type) : "v128";
}

/** Where the inputs of an expression lie. */
export interface InputLocals {
  /** The local that holds an input. */
  readonly local: (index: number) => number;
  /** Whether that local stays the same in the loop: what depends on such inputs only is computed before it. */
  readonly fixed?: (index: number) => boolean;
}

const vectorShapes = { float32: "f32x4", float64: "f64x2" } as const;

/** The code of expressions in one function: `hoist` before a loop, `emit` as often as wished inside. */
export class Lowering {
  readonly #steps: Steps;
  readonly #hoisted = new Map<number, number>();
  /** Locals of steps that are used several times; the same ones in each `emit`. */
  readonly #shared = new Map<number, number>();
  #done = new Set<number>();

  constructor(
    readonly body: FunctionBody,
    expression: Expression | Steps,
    readonly width: Width,
    readonly inputs: InputLocals,
  ) {
    this.#steps = "kind" in expression ? stepsOf([expression]) : expression;
  }

  /** Computes, in front of a loop, what doesn't change in it: constants of vector code, and all that they make. */
  hoist(): void {
    const { steps, roots } = this.#steps;
    const fixed = steps.map(() => false);
    steps.forEach(({ node, operands }, i) => {
      if (node.kind === "constant") fixed[i] = this.width > 1;
      else if (node.kind === "input") fixed[i] = this.inputs.fixed?.(node.index) ?? false;
      else fixed[i] = operands.every((operand) => fixed[operand]);
    });
    const wanted = new Set(roots.filter((root) => fixed[root]));
    steps.forEach(({ operands }, i) => {
      if (!fixed[i]) for (const operand of operands) if (fixed[operand]) wanted.add(operand);
    });
    this.#hoisted.clear();
    this.#done = new Set();
    for (const i of wanted) {
      if (steps[i]!.node.kind === "input") continue;
      const local = this.body.local(localType(steps[i]!.node.type, this.width));
      this.#push(i);
      this.body.set(local);
      this.#hoisted.set(i, local);
    }
  }

  /**
   * Leaves the value of one of the expressions on the stack, of the inputs as their locals hold them now. After the
   * first come the others in order, for the same inputs: they share what was computed.
   */
  emit(number = 0): void {
    if (number === 0) this.#done = new Set();
    this.#push(this.#steps.roots[number]!);
  }

  #push(index: number): void {
    const { body } = this;
    const { node, operands, uses } = this.#steps.steps[index]!;
    const hoisted = this.#hoisted.get(index);
    if (hoisted !== undefined) body.get(hoisted);
    else if (node.kind === "input") body.get(this.inputs.local(node.index));
    else if (node.kind === "constant") this.#constant(node.value, node.type);
    else if (this.#done.has(index)) body.get(this.#shared.get(index)!);
    else {
      const extreme = this.#extreme(index);
      if (extreme) {
        for (const operand of extreme.operands) this.#push(operand);
        body.op(extreme.instruction);
      } else if (node.kind === "select" && this.#steps.steps[operands[2]!]!.node.kind === "call")
        this.#branch(index);
      else {
        for (const operand of operands) this.#push(operand);
        if (this.width === 1) scalarStep(body, node);
        else vectorStep(body, node, this.width, this.#steps.relaxed);
      }
      if (uses < 2) return;
      let local = this.#shared.get(index);
      if (local === undefined) {
        local = body.local(localType(node.type, this.width));
        this.#shared.set(index, local);
      }
      body.tee(local);
      this.#done.add(index);
    }
  }

  /** a < b ? a : b and a < b ? b : a are one instruction in vectors. */
  #extreme(index: number): { operands: readonly number[]; instruction: Instruction } | undefined {
    const { steps } = this.#steps;
    const { node, operands } = steps[index]!;
    if (this.width === 1 || node.kind !== "select" || !(node.type in vectorShapes)) return undefined;
    const [condition, a, b] = operands as [number, number, number];
    const compared = steps[condition]!;
    if (compared.node.kind !== "compare" || compared.node.operator !== "less") return undefined;
    const [low, high] = compared.operands;
    const name = low === a && high === b ? "pmin" : low === b && high === a ? "pmax" : undefined;
    // pmin(x, y) is y < x ? y : x, pmax(x, y) is x < y ? y : x: the operand that stands last is b.
    return name && { operands: [b, a], instruction: `${vectorShapes[node.type as "float32"]}.${name}` };
  }

  /** A select between a value and a call of the host: branches, so that the host is asked only where it must be. */
  #branch(index: number): void {
    const { body, width } = this;
    const { node, operands } = this.#steps.steps[index]!;
    const [condition, usual, rare] = operands as [number, number, number];
    const mask = body.local(localType("bool", width));
    const result = body.local(localType(node.type, width));
    this.#push(condition);
    body.set(mask);
    this.#push(usual);
    body.set(result).get(mask);
    if (width > 1) body.op("i8x16.all_true");
    // What is computed in the branch isn't there after it.
    const done = new Set(this.#done);
    body.op("i32.eqz").if(undefined, () => {
      if (width > 1) body.get(mask, result);
      this.#push(rare);
      if (width > 1) vectorStep(body, node, width as Lanes, this.#steps.relaxed);
      body.set(result);
    });
    this.#done = done;
    body.get(result);
  }

  #constant(value: number, type: ScalarType): void {
    if (this.width === 1) scalarConstant(this.body, value, type);
    else vectorConstant(this.body, value, type);
  }
}
