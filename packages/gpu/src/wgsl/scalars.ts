import type { BinaryOperator, Comparison, ScalarType, UnaryOperator } from "@mebae/tensor/backend";
import { BackendError } from "@mebae/tensor/backend";

/**
 * Operators of scalar expressions as WGSL. Compilers of WGSL may assume that no NaN and no infinity exists, so that what
 * depends on them looks at bits: functions declared once a module.
 */
export type Declare = (text: string) => void;

const isNan = `fn isNan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}`;

/** Math.max and Math.min: NaN where either is; of two zeros the positive, or negative, one. */
const extremes = {
  maximum: `fn maximum(a: f32, b: f32) -> f32 {
  let equal = bitcast<f32>(bitcast<u32>(a) & bitcast<u32>(b));
  let larger = select(select(b, a, a > b), equal, a == b);
  return select(select(larger, b, isNan(b)), a, isNan(a));
}`,
  minimum: `fn minimum(a: f32, b: f32) -> f32 {
  let equal = bitcast<f32>(bitcast<u32>(a) | bitcast<u32>(b));
  let smaller = select(select(b, a, a < b), equal, a == b);
  return select(select(smaller, b, isNan(b)), a, isNan(a));
}`,
};

/** √x: 0 of either sign and infinity are themselves, as is NaN; NaN below 0. */
const squareRoot = `fn squareRoot(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  let same = (bits & 0x7fffffffu) == 0u || bits == 0x7f800000u || isNan(x);
  let below = !same && bits >= 0x80000000u;
  let root = sqrt(select(x, 1.0, same || below));
  return select(select(root, x, same), bitcast<f32>(0x7fc00000u | call[0].x), below);
}`;

const saturate = {
  int32: `fn toInt(x: f32) -> i32 {
  let inside = i32(clamp(x, -2147483648.0, 2147483520.0));
  return select(select(inside, 2147483647, x >= 2147483648.0), 0, isNan(x));
}`,
  uint32: `fn toUint(x: f32) -> u32 {
  let inside = u32(clamp(x, 0.0, 4294967040.0));
  return select(select(inside, 4294967295u, x >= 4294967296.0), 0u, isNan(x));
}`,
};

/** A constant of a type, to the bit. */
export function constantText(value: number, type: ScalarType): string {
  switch (type) {
    case "bool":
      return value === 0 ? "false" : "true";
    case "int32":
      return value < 0 ? `bitcast<i32>(${value >>> 0}u)` : `${value}i`;
    case "uint32":
      return `${value >>> 0}u`;
    case "float32":
      return floatText(Math.fround(value));
    case "float64":
      throw new BackendError("the gpu backend has no float64");
  }
}

const bits = new DataView(new ArrayBuffer(4));

function wordOf(value: number): string {
  bits.setFloat32(0, value);
  return `0x${bits.getUint32(0).toString(16).padStart(8, "0")}u`;
}

/** A float32 that no compiler can know. */
export function unknownText(value: number): string {
  return `bitcast<f32>(${wordOf(value)} | call[0].x)`;
}

function floatText(value: number): string {
  // WGSL refuses a constant expression that is no finite number, and its compilers take a known -0 for 0.
  if (!Number.isFinite(value) || Object.is(value, -0)) return unknownText(value);
  const isPlain = Math.abs(value) >= 2 ** -126 || Object.is(value, 0);
  return isPlain
    ? `f32(${value}${Number.isInteger(value) && Math.abs(value) < 1e21 ? ".0" : ""})`
    : `bitcast<f32>(${wordOf(value)})`;
}

export function unaryText(operator: UnaryOperator, type: ScalarType, a: string, declare: Declare): string {
  switch (operator) {
    case "negate":
      return `-(${a})`;
    case "absolute":
      return `abs(${a})`;
    case "floor":
    case "ceil":
    case "round":
      return `${operator}(${a})`;
    case "truncate":
      return `trunc(${a})`;
    case "squareRoot":
      declare(isNan);
      declare(squareRoot);
      return `squareRoot(${a})`;
    case "not":
      return type === "bool" ? `!(${a})` : `~(${a})`;
    default:
      throw new BackendError(`the gpu backend has no ${operator}: it is of float64`);
  }
}

const infix: Partial<Record<BinaryOperator, string>> = {
  add: "+",
  subtract: "-",
  multiply: "*",
  and: "&",
  or: "|",
};

export function binaryText(
  operator: BinaryOperator,
  type: ScalarType,
  a: string,
  b: string,
  declare: Declare,
): string {
  const sign = infix[operator];
  if (sign) return `${a} ${sign} ${b}`;
  switch (operator) {
    case "xor":
      return type === "bool" ? `${a} != ${b}` : `${a} ^ ${b}`;
    case "divide":
      // Division of integers by 0 is 0.
      return type === "float32"
        ? `${a} / ${b}`
        : `select(${a} / ${b}, ${zeroOf(type)}, ${b} == ${zeroOf(type)})`;
    case "minimum":
    case "maximum":
      if (type === "bool") return `${a} ${operator === "minimum" ? "&" : "|"} ${b}`;
      if (type !== "float32") return `${operator === "minimum" ? "min" : "max"}(${a}, ${b})`;
      declare(isNan);
      declare(extremes[operator]);
      return `${operator}(${a}, ${b})`;
    case "shiftLeft":
      return `${a} << (u32(${b}) & 31u)`;
    case "shiftRight":
      return `${a} >> (u32(${b}) & 31u)`;
    default:
      throw new BackendError(`the gpu backend has no ${operator}: it is of float64`);
  }
}

export function zeroOf(type: ScalarType): string {
  return constantText(0, type);
}

/** Every comparison with NaN is false, but for notEqual. */
export function compareText(
  operator: Comparison,
  type: ScalarType,
  a: string,
  b: string,
  declare: Declare,
): string {
  const sign = { equal: "==", notEqual: "!=", less: "<", lessEqual: "<=" }[operator];
  if (type === "bool" && (operator === "less" || operator === "lessEqual"))
    return operator === "less" ? `(!${a} & ${b})` : `(!${a} | ${b})`;
  if (type !== "float32") return `(${a} ${sign} ${b})`;
  declare(isNan);
  if (operator === "notEqual") return `(${a} != ${b} || isNan(${a}) || isNan(${b}))`;
  return `(${a} ${sign} ${b} && !isNan(${a}) && !isNan(${b}))`;
}

export function convertText(from: ScalarType, to: ScalarType, a: string, declare: Declare): string {
  if (to === "bool")
    return from === "float32" ? `((bitcast<u32>(${a}) & 0x7fffffffu) != 0u)` : `(${a} != ${zeroOf(from)})`;
  if (from === "bool") return `select(${zeroOf(to)}, ${constantText(1, to)}, ${a})`;
  if (to === "float32") return `f32(${a})`;
  if (from === "float32" && (to === "int32" || to === "uint32")) {
    declare(isNan);
    declare(saturate[to]);
    return `${to === "int32" ? "toInt" : "toUint"}(${a})`;
  }
  // WebAssembly's saturating conversion is of floats; between integers it keeps the limits as well.
  if (from === "int32" && to === "uint32") return `u32(max(${a}, 0i))`;
  if (from === "uint32" && to === "int32") return `i32(min(${a}, 2147483647u))`;
  throw new BackendError(`the gpu backend has no conversion from ${from} to ${to}`);
}
