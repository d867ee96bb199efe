import { DtypeError } from "../../errors.js";
import type { BinaryOperator, Expression, ScalarType, UnaryOperator } from "../../expression/expression.js";
import type { FunctionBody, ValueType } from "./encoder.js";
import { fitInteger, integerBinary, integerUnary } from "./integerCode.js";
import type { Instruction } from "./opcodes.js";

/** How a scalar lies in a local: integers and truth values (0 or 1) as i32. */
export function scalarLocal(type: ScalarType): ValueType {
  return type === "float32" ? "f32" : type === "float64" ? "f64" : "i32";
}

export function scalarConstant(body: FunctionBody, value: number, type: ScalarType): void {
  if (type === "float32") body.f32(value);
  else if (type === "float64") body.f64(value);
  else body.i32(type === "bool" ? Number(value !== 0) : value);
}

/** What the instructions of floats, scalars and vectors, are called behind their type. */
export const floatUnary: Partial<Record<UnaryOperator, string>> = {
  negate: "neg",
  absolute: "abs",
  floor: "floor",
  ceil: "ceil",
  round: "nearest",
  truncate: "trunc",
  squareRoot: "sqrt",
};

export const floatBinary: Partial<Record<BinaryOperator, string>> = {
  add: "add",
  subtract: "sub",
  multiply: "mul",
  divide: "div",
  minimum: "min",
  maximum: "max",
};

/**
 * The fused instruction exists for vectors only; elements that remain go through it too, so that they have the bits
 * that they would have in a vector.
 */
function multiplyAdd(body: FunctionBody, type: ScalarType): void {
  const kind = scalarLocal(type) as "f32" | "f64";
  const shape = kind === "f32" ? "f32x4" : "f64x2";
  const [b, c] = [body.scratch(kind, "b"), body.scratch(kind, "c")];
  body.set(c).set(b).op(`${shape}.splat`).get(b).op(`${shape}.splat`).get(c).op(`${shape}.splat`);
  body.op(`${shape}.relaxed_madd`).lane(`${shape}.extract_lane`, 0);
}

/** Emits one node whose operands lie on the stack. */
export function scalarStep(body: FunctionBody, node: Expression): void {
  switch (node.kind) {
    case "unary":
      unary(body, node.operator, node.type);
      break;
    case "binary":
      binary(body, node.operator, node.type);
      break;
    case "compare":
      compare(body, node.operator, node.a.type);
      break;
    case "select":
      select(body, node.type);
      break;
    case "multiplyAdd":
      multiplyAdd(body, node.type);
      break;
    case "convert":
      convert(body, node.a.type, node.type);
      break;
    case "bitcast":
      bitcast(body, node.a.type, node.type);
      break;
    case "call":
      call(body, node);
      break;
    default:
      throw new DtypeError(`codegen: ${node.kind} is no instruction`);
  }
}

/** A function by the host's float64 implementation of it. */
function call(body: FunctionBody, node: Extract<Expression, { kind: "call" }>): void {
  const {
    function: { name },
    type,
    inputs,
  } = node;
  if (scalarLocal(type) === "i32") throw new DtypeError(`codegen: ${name} takes floats, not ${type}`);
  if (type === "float32") {
    const second = body.scratch("f32", "second");
    if (inputs.length === 2) body.set(second).op("f64.promote_f32").get(second);
    body.op("f64.promote_f32");
  }
  body.call(name, inputs.length);
  if (type === "float32") body.op("f32.demote_f64");
}

function unary(body: FunctionBody, operator: UnaryOperator, type: ScalarType): void {
  const kind = scalarLocal(type);
  if (operator === "highWord" || operator === "lowWord") {
    body.op("f64x2.splat").lane("i32x4.extract_lane", operator === "highWord" ? 1 : 0);
    return;
  }
  if (kind === "i32") integerUnary(body, operator, type);
  else body.op(`${kind}.${floatUnary[operator]!}` as Instruction);
}

function binary(body: FunctionBody, operator: BinaryOperator, type: ScalarType): void {
  const kind = scalarLocal(type);
  if (operator === "words") {
    const low = body.scratch("i32");
    body.set(low).op("i32x4.splat").get(low).op("i32x4.splat");
    body.shuffle([16, 17, 18, 19, 0, 1, 2, 3, 16, 17, 18, 19, 0, 1, 2, 3]).lane("f64x2.extract_lane", 0);
    return;
  }
  if (kind === "i32") integerBinary(body, operator, type);
  else body.op(`${kind}.${floatBinary[operator]!}` as Instruction);
}

function compare(body: FunctionBody, operator: string, type: ScalarType): void {
  body.op(`${scalarLocal(type)}.${comparison(operator, type)}` as Instruction);
}

/** What an instruction that compares is called behind its type. */
export function comparison(operator: string, type: ScalarType): string {
  const name = { equal: "eq", notEqual: "ne", less: "lt", lessEqual: "le" }[operator]!;
  if (scalarLocal(type) !== "i32" || name === "eq" || name === "ne") return name;
  return type === "int32" ? `${name}_s` : `${name}_u`;
}

/** The operands come as condition, a, b; the instruction wants a, b, condition. */
function select(body: FunctionBody, type: ScalarType): void {
  const kind = scalarLocal(type);
  const a = body.scratch(kind);
  const b = body.scratch(kind, "b");
  const condition = body.scratch("i32", "condition");
  body.set(b).set(a).set(condition).get(a, b, condition).op("select");
}

function convert(body: FunctionBody, from: ScalarType, to: ScalarType): void {
  if (from === to) return;
  const source = scalarLocal(from);
  const target = scalarLocal(to);
  if (to === "bool") {
    scalarConstant(body, 0, from);
    body.op(`${source}.ne` as Instruction);
  } else if (source === target) {
    if (from !== "bool") fitInteger(body, to);
  } else if (target === "i32") {
    body.op(`i32.trunc_sat_${source}_${to === "int32" ? "s" : "u"}` as Instruction);
  } else if (source === "i32") {
    body.op(`${target}.convert_i32_${from === "uint32" ? "u" : "s"}` as Instruction);
  } else body.op(target === "f64" ? "f64.promote_f32" : "f32.demote_f64");
}

function bitcast(body: FunctionBody, from: ScalarType, to: ScalarType): void {
  const source = scalarLocal(from);
  const target = scalarLocal(to);
  if (source === target) return;
  if (source === "f64" || target === "f64") {
    throw new DtypeError(`bitcast: ${from} and ${to} have no bits in common`);
  }
  body.op(target === "i32" ? "i32.reinterpret_f32" : "f32.reinterpret_i32");
}
