import { DtypeError } from "../errors.js";
import type { BinaryOperator, Comparison, Expression, ScalarType, UnaryOperator } from "./expression.js";

/** Inputs of a kernel, by index. */
type Inputs = ArrayLike<number>;
type Closure = (inputs: Inputs) => number;

/**
 * An expression as a JavaScript function: the reference's lowering. Float nodes compute in float64 whatever
 * their type, since the reference rounds an op's result and nothing before it; int32 and uint32 wrap; a bool is
 * 0 or 1. A node that stands in several places is evaluated once for each call.
 */
export function closure(root: Expression): Closure {
  const slots = new Map<Expression, number>();
  const steps: ((values: Float64Array, inputs: Inputs) => number)[] = [];
  const visit = (node: Expression): number => {
    const known = slots.get(node);
    if (known !== undefined) return known;
    const step = lower(node, visit);
    steps.push(step);
    slots.set(node, steps.length - 1);
    return steps.length - 1;
  };
  visit(root);
  const values = new Float64Array(steps.length);
  return (inputs) => {
    for (let i = 0; i < steps.length; i++) values[i] = steps[i]!(values, inputs);
    return values[steps.length - 1]!;
  };
}

type Step = (values: Float64Array, inputs: Inputs) => number;

function lower(node: Expression, visit: (node: Expression) => number): Step {
  switch (node.kind) {
    case "constant": {
      const value = toType(node.value, node.type);
      return () => value;
    }
    case "input": {
      const { index } = node;
      return (_, inputs) => inputs[index]!;
    }
    case "unary": {
      const apply = unary(node.operator, node.type);
      const a = visit(node.a);
      return (values) => apply(values[a]!);
    }
    case "binary": {
      const apply = binary(node.operator, node.type);
      const a = visit(node.a);
      const b = visit(node.b);
      return (values) => apply(values[a]!, values[b]!);
    }
    case "compare": {
      const apply = comparisons[node.operator];
      const a = visit(node.a);
      const b = visit(node.b);
      return (values) => (apply(values[a]!, values[b]!) ? 1 : 0);
    }
    case "select": {
      const condition = visit(node.condition);
      const a = visit(node.a);
      const b = visit(node.b);
      return (values) => (values[condition] ? values[a]! : values[b]!);
    }
    case "multiplyAdd": {
      const a = visit(node.a);
      const b = visit(node.b);
      const c = visit(node.c);
      return (values) => values[a]! * values[b]! + values[c]!;
    }
    case "convert": {
      const a = visit(node.a);
      const { type } = node;
      return (values) => toType(values[a]!, type);
    }
    case "bitcast": {
      const a = visit(node.a);
      const convert = bitcast(node.a.type, node.type);
      return (values) => convert(values[a]!);
    }
    case "call": {
      const apply = node.function.reference;
      const [a, b] = node.inputs.map(visit);
      return b === undefined ? (values) => apply(values[a!]!, 0) : (values) => apply(values[a!]!, values[b]!);
    }
  }
}

function isInteger(type: ScalarType): boolean {
  return type === "int32" || type === "uint32";
}

function wrap(type: ScalarType): (value: number) => number {
  if (type === "int32") return (value) => value | 0;
  if (type === "uint32") return (value) => value >>> 0;
  return (value) => value;
}

function unary(operator: UnaryOperator, type: ScalarType): (a: number) => number {
  const fit = wrap(type);
  switch (operator) {
    case "negate":
      return (a) => fit(-a);
    case "absolute":
      return (a) => fit(Math.abs(a));
    case "floor":
      return Math.floor;
    case "ceil":
      return Math.ceil;
    case "round":
      return roundHalfEven;
    case "truncate":
      return Math.trunc;
    case "squareRoot":
      return Math.sqrt;
    case "not":
      return type === "bool" ? (a) => (a ? 0 : 1) : (a) => fit(~a);
    case "highWord":
    case "lowWord":
      return (a) => {
        bits.setFloat64(0, a);
        return bits.getInt32(operator === "highWord" ? 0 : 4);
      };
  }
}

/** To the nearest whole number, halves to the even one; keeps the sign of zero. */
function roundHalfEven(a: number): number {
  if (!Number.isFinite(a) || Math.abs(a) >= 2 ** 52) return a;
  const magnitude = Math.abs(a);
  const shifted = magnitude + 2 ** 52 - 2 ** 52;
  return a < 0 || Object.is(a, -0) ? -shifted : shifted;
}

function binary(operator: BinaryOperator, type: ScalarType): (a: number, b: number) => number {
  const fit = wrap(type);
  switch (operator) {
    case "add":
      return (a, b) => fit(a + b);
    case "subtract":
      return (a, b) => fit(a - b);
    case "multiply":
      return isInteger(type) ? (a, b) => fit(Math.imul(a, b)) : (a, b) => a * b;
    case "divide":
      return isInteger(type) ? (a, b) => (b === 0 ? 0 : fit(Math.trunc(a / b))) : (a, b) => a / b;
    case "minimum":
      return Math.min;
    case "maximum":
      return Math.max;
    case "and":
      return (a, b) => fit(a & b);
    case "or":
      return (a, b) => fit(a | b);
    case "xor":
      return (a, b) => fit(a ^ b);
    case "shiftLeft":
      return (a, b) => fit(a << b);
    case "shiftRight":
      return type === "uint32" ? (a, b) => a >>> b : (a, b) => a >> b;
    case "words":
      return (a, b) => {
        bits.setInt32(0, a);
        bits.setInt32(4, b);
        return bits.getFloat64(0);
      };
  }
}

const comparisons: Record<Comparison, (a: number, b: number) => boolean> = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
};

/** Conversion as WebAssembly's saturating truncation does it: NaN becomes 0, what is too large the limit. */
function toType(value: number, type: ScalarType): number {
  switch (type) {
    case "int32":
      return Number.isNaN(value) ? 0 : Math.trunc(Math.min(2147483647, Math.max(-2147483648, value))) + 0;
    case "uint32":
      return Number.isNaN(value) ? 0 : Math.trunc(Math.min(4294967295, Math.max(0, value))) + 0;
    case "bool":
      return value !== 0 ? 1 : 0;
    default:
      return value;
  }
}

const bits = new DataView(new ArrayBuffer(8));

function bitcast(from: ScalarType, to: ScalarType): (value: number) => number {
  if (from === "float32" && isInteger(to)) {
    return (value) => {
      bits.setFloat32(0, value);
      return to === "int32" ? bits.getInt32(0) : bits.getUint32(0);
    };
  }
  if (isInteger(from) && to === "float32") {
    return (value) => {
      bits.setInt32(0, value | 0);
      return bits.getFloat32(0);
    };
  }
  if (isInteger(from) && isInteger(to)) return wrap(to);
  throw new DtypeError(`bitcast: ${from} and ${to} have no bits in common on the reference`);
}
