import { DtypeError } from "../../errors.js";
import type { Expression, ScalarType, UnaryOperator } from "../../expression/expression.js";
import type { FunctionBody } from "./encoder.js";
import { divide } from "./integerCode.js";
import type { Instruction } from "./opcodes.js";
import { comparison, floatBinary, floatUnary, scalarLocal, scalarStep } from "./scalarCode.js";

/**
 * Elements in a vector: 4, or 2 where float64 takes part. Of two lanes, the 32-bit types take the lower half of
 * a vector. Truth values are masks as wide as a lane: 32 bits of four, 64 bits of two.
 */
export type Lanes = 2 | 4;

function shapeOf(type: ScalarType): "f32x4" | "f64x2" | "i32x4" {
  return type === "float32" ? "f32x4" : type === "float64" ? "f64x2" : "i32x4";
}

/** A constant in every lane. */
export function vectorConstant(body: FunctionBody, value: number, type: ScalarType): void {
  if (type === "float32") body.vector(value, "f32");
  else if (type === "float64") body.vector(value, "f64");
  else body.vector(type === "bool" ? -Number(value !== 0) : value, "i32");
}

/** The scalar on the stack in every lane. */
export function splat(body: FunctionBody, type: ScalarType): void {
  if (type === "bool") body.i32(-1).op("i32.mul");
  body.op(`${shapeOf(type)}.splat` as Instruction);
}

/** One lane of the vector on the stack, as a scalar. */
export function extractLane(body: FunctionBody, type: ScalarType, lane: number, lanes: Lanes): void {
  if (type === "float32") body.lane("f32x4.extract_lane", lane);
  else if (type === "float64") body.lane("f64x2.extract_lane", lane);
  else if (type === "bool")
    body
      .lane("i32x4.extract_lane", lanes === 2 ? 2 * lane : lane)
      .i32(1)
      .op("i32.and");
  else body.lane("i32x4.extract_lane", lane);
}

/** Masks of 32 bits in the lower half become masks of the lanes' width. */
export function widenMask(body: FunctionBody, lanes: Lanes): void {
  if (lanes === 2) body.op("i64x2.extend_low_i32x4_s");
}

/** The other way round. */
export function narrowMask(body: FunctionBody, lanes: Lanes): void {
  if (lanes === 4) return;
  const mask = body.scratch("v128", "mask");
  body.tee(mask).get(mask);
  body.shuffle([0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27]);
}

/** Emits one node whose operands lie on the stack as vectors. */
export function vectorStep(body: FunctionBody, node: Expression, lanes: Lanes, relaxed: boolean): void {
  switch (node.kind) {
    case "unary":
      unary(body, node.operator, node.type);
      break;
    case "multiplyAdd":
      body.op(`${shapeOf(node.type) as "f32x4" | "f64x2"}.relaxed_madd`);
      break;
    case "binary":
      binary(body, node, lanes);
      break;
    case "compare":
      compare(body, node.operator, node.a.type, lanes);
      break;
    case "select":
      select(body, node.type, lanes, relaxed);
      break;
    case "convert":
      convert(body, node.a.type, node.type, lanes);
      break;
    case "bitcast":
      if (node.a.type !== node.type && (node.a.type === "float64" || node.type === "float64"))
        throw new DtypeError(`bitcast: ${node.a.type} and ${node.type} have no bits in common`);
      break;
    case "call":
      eachLane(body, lanes, node.type, node.inputs.length, () => scalarStep(body, node));
      break;
    default:
      throw new DtypeError(`codegen: ${node.kind} is no instruction`);
  }
}

function unary(body: FunctionBody, operator: UnaryOperator, type: ScalarType): void {
  const shape = shapeOf(type);
  if (operator === "not") body.op("v128.not");
  else if (operator === "lowWord") narrowMask(body, 2);
  else if (operator === "highWord") {
    const a = body.scratch("v128");
    body.tee(a).get(a);
    body.shuffle([4, 5, 6, 7, 12, 13, 14, 15, 4, 5, 6, 7, 12, 13, 14, 15]);
  } else if (shape !== "i32x4" || operator === "negate" || (operator === "absolute" && type === "int32"))
    body.op(`${shape}.${floatUnary[operator]!}` as Instruction);
}

type Binary = Extract<Expression, { kind: "binary" }>;

function binary(body: FunctionBody, { operator, type, b }: Binary, lanes: Lanes): void {
  const shape = shapeOf(type);
  if (operator === "and" || operator === "or" || operator === "xor") body.op(`v128.${operator}`);
  else if (operator === "words") body.shuffle([16, 17, 18, 19, 0, 1, 2, 3, 20, 21, 22, 23, 4, 5, 6, 7]);
  else if (type === "bool") body.op(operator === "minimum" ? "v128.and" : "v128.or");
  else if (shape !== "i32x4") body.op(`${shape}.${floatBinary[operator]!}` as Instruction);
  else if (operator === "minimum" || operator === "maximum")
    body.op(`i32x4.${floatBinary[operator]!}_${type === "uint32" ? "u" : "s"}` as Instruction);
  else if (operator === "divide") eachLane(body, lanes, type, 2, () => divide(body, type));
  else if (operator === "shiftLeft" || operator === "shiftRight") {
    const name = operator === "shiftLeft" ? "shl" : type === "uint32" ? "shr_u" : "shr_s";
    if (b.kind === "constant")
      body
        .op("drop")
        .i32(b.value)
        .op(`i32x4.${name}` as Instruction);
    else eachLane(body, lanes, type, 2, () => body.op(`i32.${name}` as Instruction));
  } else body.op(`i32x4.${floatBinary[operator]!}` as Instruction);
}

/** What vectors have no instruction for, one lane after another: `step` takes so many scalars on the stack. */
function eachLane(body: FunctionBody, lanes: Lanes, type: ScalarType, count: number, step: () => void): void {
  const operands = Array.from({ length: count }, (_, i) => body.scratch("v128", `each ${i}`));
  const result = body.scratch(scalarLocal(type), "each");
  const made = body.scratch("v128", "each result");
  for (const operand of [...operands].reverse()) body.set(operand);
  for (let lane = 0; lane < lanes; lane++) {
    for (const operand of operands) {
      body.get(operand);
      extractLane(body, type, lane, lanes);
    }
    step();
    body
      .set(result)
      .get(made, result)
      .lane(`${shapeOf(type)}.replace_lane`, lane)
      .set(made);
  }
  body.get(made);
}

function compare(body: FunctionBody, operator: string, type: ScalarType, lanes: Lanes): void {
  if (type === "bool") {
    // a < b is b & !a; a <= b is b | !a.
    if (operator === "equal") body.op("v128.xor", "v128.not");
    else if (operator === "notEqual") body.op("v128.xor");
    else {
      const b = body.scratch("v128");
      body
        .set(b)
        .op("v128.not")
        .get(b)
        .op(operator === "less" ? "v128.and" : "v128.or");
    }
    return;
  }
  body.op(`${shapeOf(type)}.${comparison(operator, type)}` as Instruction);
  if (type !== "float64") widenMask(body, lanes);
}

/** The operands come as condition, a, b; the instruction wants a, b, mask. */
function select(body: FunctionBody, type: ScalarType, lanes: Lanes, relaxed: boolean): void {
  const a = body.scratch("v128");
  const b = body.scratch("v128", "b");
  const condition = body.scratch("v128", "condition");
  body.set(b).set(a).set(condition).get(a, b, condition);
  if (type !== "float64" && type !== "bool") narrowMask(body, lanes);
  // Masks are all ones or all zeros, for which the relaxed instruction is exact, and one instead of three.
  const wide = lanes === 2 && (type === "float64" || type === "bool");
  if (relaxed) body.op(wide ? "i64x2.relaxed_laneselect" : "i32x4.relaxed_laneselect");
  else body.op("v128.bitselect");
}

function convert(body: FunctionBody, from: ScalarType, to: ScalarType, lanes: Lanes): void {
  if (from === to) return;
  if (to === "bool") {
    vectorConstant(body, 0, from);
    body.op(`${shapeOf(from)}.ne` as Instruction);
    if (from !== "float64") widenMask(body, lanes);
  } else if (from === "bool") {
    if (to !== "float64") narrowMask(body, lanes);
    vectorConstant(body, 1, to);
    body.op("v128.and");
  } else if (to === "float64")
    body.op(
      from === "float32"
        ? "f64x2.promote_low_f32x4"
        : `f64x2.convert_low_i32x4_${from === "int32" ? "s" : "u"}`,
    );
  else if (from === "float64")
    body.op(
      to === "float32"
        ? "f32x4.demote_f64x2_zero"
        : `i32x4.trunc_sat_f64x2_${to === "int32" ? "s" : "u"}_zero`,
    );
  else if (to === "float32") body.op(`f32x4.convert_i32x4_${from === "int32" ? "s" : "u"}`);
  else if (from === "float32") body.op(`i32x4.trunc_sat_f32x4_${to === "int32" ? "s" : "u"}`);
  else if (to === "uint32") body.vector(0, "i32").op("i32x4.max_s");
  else body.vector(0x7fffffff, "i32").op("i32x4.min_u");
}
