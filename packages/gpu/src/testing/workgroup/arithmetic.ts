const words = new DataView(new ArrayBuffer(4));

type Numbers = number | boolean | readonly number[];

/** A number as one of a type in WGSL. */
function settle(type: string, x: number): number {
  if (type === "u32") return x >>> 0;
  if (type === "i32") return x | 0;
  return type === "int" ? x : Math.fround(x);
}

function scalar(operator: string, type: string, a: number, b: number): number {
  const isWhole = type === "u32" || type === "i32" || type === "int";
  switch (operator) {
    case "+":
      return settle(type, a + b);
    case "-":
      return settle(type, a - b);
    case "*":
      return settle(type, isWhole ? Math.imul(a, b) : a * b);
    case "/":
      if (isWhole) return b === 0 ? a : settle(type, Math.trunc(a / b));
      return Math.fround(a / b);
    case "%":
      return b === 0 ? 0 : settle(type, a % b);
    case "&":
      return settle(type, a & b);
    case "|":
      return settle(type, a | b);
    case "^":
      return settle(type, a ^ b);
    case "<<":
      return settle(type, a << b);
    default:
      return type === "u32" ? a >>> b : a >> b;
  }
}

/** WGSL's operators, element by element where an operand is a vector. */
export function binary(operator: string, type: string, a: Numbers, b: Numbers): Numbers {
  // Of booleans only & and | are used, which leave whole numbers as truthy as they should be.
  if (type === "bool") return operator === "&" ? !!a && !!b : !!a || !!b;
  const inner = type.match(/^vec\d<(.*)>$/)?.[1];
  if (!inner) return scalar(operator, type, a as number, b as number);
  const at = (x: Numbers, i: number) => (Array.isArray(x) ? x[i] : x) as number;
  const length = Math.max(...[a, b].map((x) => (Array.isArray(x) ? x.length : 1)));
  return Array.from({ length }, (_, i) => scalar(operator, inner, at(a, i), at(b, i)));
}

export function unary(operator: string, type: string, x: number): number {
  return settle(type, operator === "-" ? -x : ~x);
}

export function convert(from: string, to: string, x: number | boolean): number | boolean {
  if (to === "bool") return x !== 0 && x !== false;
  const value = Number(x);
  if (from === "f32" && to !== "f32" && to !== "f16") return settle(to, Math.trunc(value));
  return settle(to === "f16" ? "f32" : to, value);
}

export function bits(from: string, to: string, x: number): number {
  if (from === "f32" || from === "float") words.setFloat32(0, x);
  else words.setUint32(0, x >>> 0);
  return to === "f32" ? words.getFloat32(0) : to === "i32" ? words.getInt32(0) : words.getUint32(0);
}

export function vector(type: string, given: readonly Numbers[]): number[] {
  const length = Number(type[3]);
  const all = given.flatMap((one) => one as number | number[]);
  return Array.from({ length }, (_, i) => (all.length === 1 ? all[0]! : (all[i] ?? 0)));
}

/** Builtin functions of numbers, and of vectors element by element. */
export function call(name: string, type: string, given: readonly Numbers[]): Numbers {
  if (name === "select") return given[2] ? given[1]! : given[0]!;
  if (given.some((one) => Array.isArray(one))) {
    const inner = type.match(/<(.*)>/)![1]!;
    const length = (given.find((one) => Array.isArray(one)) as number[]).length;
    const at = (i: number) => given.map((one) => (Array.isArray(one) ? one[i]! : one) as number);
    return Array.from({ length }, (_, i) => call(name, inner, at(i)) as number);
  }
  const [a, b, c] = given as readonly [number, number, number];
  if (name === "fma") return Math.fround(a * b + c);
  if (name === "clamp") return Math.min(Math.max(a, b), c);
  return settle(
    type,
    (Math as unknown as Record<string, (...x: number[]) => number>)[name]!(...(given as number[])),
  );
}
