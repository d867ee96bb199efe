import { bytesOf, type DType } from "../../dtype.js";
import { DtypeError } from "../../errors.js";
import type { FunctionBody } from "./encoder.js";
import type { Width } from "./lower.js";
import { narrowMask, widenMask } from "./vectorCode.js";

/** Loads the element at the address on the stack; of uint8 an int32, of bool 0 or 1. */
export function loadScalar(body: FunctionBody, dtype: DType, offset = 0): void {
  if (dtype === "float32") body.memory("f32.load", offset);
  else if (dtype === "float64") body.memory("f64.load", offset);
  else if (dtype === "int32") body.memory("i32.load", offset);
  else if (dtype === "uint8") body.memory("i32.load8_u", offset);
  else if (dtype === "bool") body.memory("i32.load8_u", offset).i32(0).op("i32.ne");
  else throw new DtypeError(`the cpu backend has no ${dtype}`);
}

/** Stores the element on the stack at the address below it. */
export function storeScalar(body: FunctionBody, dtype: DType): void {
  if (dtype === "float32") body.memory("f32.store");
  else if (dtype === "float64") body.memory("f64.store");
  else if (dtype === "int32") body.memory("i32.store");
  else body.memory("i32.store8");
}

/** Loads neighbours, the first at the address on the stack, as a vector of their scalar type. */
export function loadVector(body: FunctionBody, dtype: DType, lanes: 2 | 4, offset = 0): void {
  const bytes = bytesOf(dtype) * lanes;
  if (bytes === 16) body.memory("v128.load", offset);
  else if (bytes === 8) body.memory("v128.load64_zero", offset);
  else if (bytes === 4) body.memory("v128.load32_zero", offset);
  else body.memory("i32.load16_u", offset).op("i32x4.splat");
  widen(body, dtype, lanes);
}

/** Bytes at the start of the vector on the stack become lanes of 32 bits, and of bool masks. */
function widen(body: FunctionBody, dtype: DType, lanes: 2 | 4): void {
  if (bytesOf(dtype) > 1) return;
  body.op("i16x8.extend_low_i8x16_u", "i32x4.extend_low_i16x8_u");
  if (dtype !== "bool") return;
  body.vector(0, "i32").op("i32x4.ne");
  widenMask(body, lanes);
}

/** Loads elements that lie `stride` bytes (a local) apart, the first at the address in `pointer`. */
export function gatherVector(
  body: FunctionBody,
  dtype: DType,
  lanes: 2 | 4,
  pointer: number,
  stride: number,
): void {
  const at = body.scratch("i32", "gather");
  const vector = body.scratch("v128", "gather");
  const width = bytesOf(dtype);
  const load = width === 8 ? "v128.load64_lane" : width === 4 ? "v128.load32_lane" : "v128.load8_lane";
  body.get(pointer).set(at).vector(0, "i32").set(vector);
  for (let lane = 0; lane < lanes; lane++) {
    if (lane > 0) body.increase(at, () => body.get(stride));
    body.get(at, vector).laneMemory(load, lane).set(vector);
  }
  body.get(vector);
  widen(body, dtype, lanes);
}

/** Stores the vector in a local to neighbours, the first at the address in `pointer`. */
export function storeVector(
  body: FunctionBody,
  dtype: DType,
  lanes: 2 | 4,
  pointer: number,
  value: number,
  offset = 0,
): void {
  const bytes = bytesOf(dtype) * lanes;
  body.get(pointer, value);
  if (bytesOf(dtype) === 1) {
    if (dtype === "bool") narrowMask(body, lanes);
    // The masks keep the saturating narrowing from changing anything.
    body.vector(dtype === "bool" ? 1 : 255, "i32").op("v128.and");
    const narrow = body.scratch("v128", "narrow");
    body.tee(narrow).get(narrow).op("i16x8.narrow_i32x4_u");
    body.tee(narrow).get(narrow).op("i8x16.narrow_i16x8_u");
  }
  if (bytes === 16) body.memory("v128.store", offset);
  else if (bytes === 8) body.laneMemory("v128.store64_lane", 0, offset);
  else if (bytes === 4) body.laneMemory("v128.store32_lane", 0, offset);
  else body.laneMemory("v128.store16_lane", 0, offset);
}

/** Loads an element or a vector of neighbours at the address on the stack. */
export function load(body: FunctionBody, dtype: DType, width: Width, offset = 0): void {
  if (width === 1) loadScalar(body, dtype, offset);
  else loadVector(body, dtype, width, offset);
}
