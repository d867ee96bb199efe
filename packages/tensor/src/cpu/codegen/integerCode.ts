import type { BinaryOperator, ScalarType, UnaryOperator } from "../../expression/expression.js";
import type { FunctionBody } from "./encoder.js";
import type { Instruction } from "./opcodes.js";

/** An operator on the integer or truth value (0 or 1) on the stack. */
export function integerUnary(body: FunctionBody, operator: UnaryOperator, type: ScalarType): void {
  if (operator === "not") {
    if (type === "bool") body.op("i32.eqz");
    else body.i32(-1).op("i32.xor");
  } else if (operator === "negate") body.i32(-1).op("i32.mul");
  else if (operator === "absolute" && type === "int32") {
    const a = body.scratch("i32");
    // (a ^ sign) - sign, with the sign as 0 or -1
    body.tee(a).get(a).i32(31).op("i32.shr_s", "i32.xor").get(a).i32(31).op("i32.shr_s", "i32.sub");
  }
}

const plainBinary: Partial<Record<BinaryOperator, Instruction>> = {
  add: "i32.add",
  subtract: "i32.sub",
  multiply: "i32.mul",
  and: "i32.and",
  or: "i32.or",
  xor: "i32.xor",
  shiftLeft: "i32.shl",
};

/** An operator on the two integers or truth values on the stack. */
export function integerBinary(body: FunctionBody, operator: BinaryOperator, type: ScalarType): void {
  const plain = plainBinary[operator];
  if (plain) body.op(plain);
  else if (operator === "shiftRight") body.op(type === "uint32" ? "i32.shr_u" : "i32.shr_s");
  else if (operator === "divide") divide(body, type);
  else if (type === "bool") body.op(operator === "minimum" ? "i32.and" : "i32.or");
  else {
    const a = body.scratch("i32");
    const b = body.scratch("i32", "b");
    body.set(b).tee(a).get(b);
    if (operator === "minimum") body.get(a, b);
    else body.get(b, a);
    body.op(type === "uint32" ? "i32.lt_u" : "i32.lt_s", "select");
  }
}

/** Truncated division; by zero it gives 0, and the lowest number by -1 wraps to itself. */
export function divide(body: FunctionBody, type: ScalarType): void {
  const a = body.scratch("i32");
  const b = body.scratch("i32", "b");
  const quotient = () => {
    if (type === "uint32") body.get(a, b).op("i32.div_u");
    else {
      body.get(b).i32(-1).op("i32.eq");
      body.if(
        "i32",
        () => body.i32(0).get(a).op("i32.sub"),
        () => body.get(a, b).op("i32.div_s"),
      );
    }
  };
  body.set(b).set(a).get(b);
  body.if("i32", quotient, () => body.i32(0));
}

/** Between int32 and uint32 what doesn't fit becomes the nearest limit: 0 or 2^31 - 1. */
export function fitInteger(body: FunctionBody, to: ScalarType): void {
  const a = body.scratch("i32");
  const limit = to === "uint32" ? 0 : 0x7fffffff;
  body.set(a).i32(limit).get(a, a).i32(0).op("i32.lt_s", "select");
}
