/**
 * Scalar expressions: what elementwise ops, reductions and fused kernels are made of. Each backend lowers them
 * to its own code (a closure, WebAssembly, WGSL). The node set is closed; every other function is a `call` of a
 * record under `functions/`, which a backend lowers through the record's straight-line expansion for the type.
 */
import type { Scalar } from "./scalar.js";

/** Types inside an expression. uint8 is read as int32 and written modulo 256; bool is read as a truth value. */
export type ScalarType = "float32" | "float64" | "int32" | "uint32" | "bool";

export type UnaryOperator =
  | "negate"
  | "absolute"
  | "floor"
  | "ceil"
  | "round"
  | "truncate"
  | "squareRoot"
  | "not"
  /** The bits of a float64 as two int32. */
  | "highWord"
  | "lowWord";
/** `not` and the bitwise operators take int32 and uint32 (bits) and bool (logic). */
export type BinaryOperator =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "minimum"
  | "maximum"
  | "and"
  | "or"
  | "xor"
  | "shiftLeft"
  | "shiftRight"
  /** The float64 whose bits are two int32, the higher first. */
  | "words";
export type Comparison = "equal" | "notEqual" | "less" | "lessEqual";

/** A function that is no node. */
export interface ScalarFunction {
  readonly name: string;
  /** In float64 on plain numbers, independent of the expansions: what those are tested against. */
  readonly reference: (x: number, y: number) => number;
  /**
   * The function as nodes, in the type of its arguments; undefined for a type that it has no expansion for, where
   * backends call the host's function. The reference never expands.
   */
  readonly expand?: (...inputs: readonly Scalar[]) => Scalar | undefined;
}

export type Expression =
  | { readonly kind: "constant"; readonly type: ScalarType; readonly value: number }
  | { readonly kind: "input"; readonly type: ScalarType; readonly index: number }
  | {
      readonly kind: "unary";
      readonly type: ScalarType;
      readonly operator: UnaryOperator;
      readonly a: Expression;
    }
  | {
      readonly kind: "binary";
      readonly type: ScalarType;
      readonly operator: BinaryOperator;
      readonly a: Expression;
      readonly b: Expression;
    }
  | {
      readonly kind: "compare";
      readonly type: "bool";
      readonly operator: Comparison;
      readonly a: Expression;
      readonly b: Expression;
    }
  | {
      readonly kind: "select";
      readonly type: ScalarType;
      readonly condition: Expression;
      readonly a: Expression;
      readonly b: Expression;
    }
  /** a·b + c, rounded once or twice: fused where the machine can, for expansions that hold either way. */
  | {
      readonly kind: "multiplyAdd";
      readonly type: ScalarType;
      readonly a: Expression;
      readonly b: Expression;
      readonly c: Expression;
    }
  | { readonly kind: "convert"; readonly type: ScalarType; readonly a: Expression }
  | { readonly kind: "bitcast"; readonly type: ScalarType; readonly a: Expression }
  | {
      readonly kind: "call";
      readonly type: ScalarType;
      readonly function: ScalarFunction;
      readonly inputs: readonly Expression[];
    };

/** A text that is equal for equal expressions: the key of code caches, and readable in error messages. */
export function expressionKey(e: Expression): string {
  switch (e.kind) {
    case "constant":
      return `${Object.is(e.value, -0) ? "-0" : e.value}:${e.type}`;
    case "input":
      return `$${e.index}:${e.type}`;
    case "unary":
      return `${e.operator}(${expressionKey(e.a)})`;
    case "binary":
    case "compare":
      return `${e.operator}(${expressionKey(e.a)},${expressionKey(e.b)})`;
    case "select":
      return `select(${expressionKey(e.condition)},${expressionKey(e.a)},${expressionKey(e.b)})`;
    case "multiplyAdd":
      return `multiplyAdd(${expressionKey(e.a)},${expressionKey(e.b)},${expressionKey(e.c)})`;
    case "convert":
    case "bitcast":
      return `${e.kind}:${e.type}(${expressionKey(e.a)})`;
    case "call":
      return `${e.function.name}(${e.inputs.map(expressionKey).join(",")})`;
  }
}
