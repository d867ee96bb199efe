/**
 * Scalar expressions: what elementwise ops, reductions and fused kernels are made of. Each backend lowers them
 * to its own code (a closure, WebAssembly, WGSL). The node set is closed; every other function is a `call`,
 * which a backend lowers through the straight-line expansion of that name and type under `functions/`.
 */

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
  | "not";
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
  | "shiftRight";
export type Comparison = "equal" | "notEqual" | "less" | "lessEqual";

/** Functions that are no nodes. */
export type FunctionName =
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "erf"
  | "erfc"
  | "normalQuantile"
  | "lgamma"
  | "digamma"
  | "trigamma"
  | "polygamma"
  | "pow"
  | "atan2";

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
  | { readonly kind: "convert"; readonly type: ScalarType; readonly a: Expression }
  | { readonly kind: "bitcast"; readonly type: ScalarType; readonly a: Expression }
  | {
      readonly kind: "call";
      readonly type: ScalarType;
      readonly name: FunctionName;
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
    case "convert":
    case "bitcast":
      return `${e.kind}:${e.type}(${expressionKey(e.a)})`;
    case "call":
      return `${e.name}(${e.inputs.map(expressionKey).join(",")})`;
  }
}
