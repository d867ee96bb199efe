import { type DType, type ScalarType, scalarTypeOf, type ValueSpec } from "@mebae/tensor/backend";
import { addressAt, addressOf } from "./indexing.js";

/** How the elements of a dtype lie in a storage buffer, and what they are in code. */
export interface ElementType {
  /** Of the buffer's array. */
  readonly stored: "f32" | "f16" | "i32" | "u32";
  /** Of an element in code. */
  readonly value: "f32" | "i32" | "bool";
  /** Elements of one array entry: bytes lie four in a word. */
  readonly packed: 1 | 4;
}

const elementTypes: Partial<Record<DType, ElementType>> = {
  float32: { stored: "f32", value: "f32", packed: 1 },
  float16: { stored: "f16", value: "f32", packed: 1 },
  int32: { stored: "i32", value: "i32", packed: 1 },
  uint8: { stored: "u32", value: "i32", packed: 4 },
  bool: { stored: "u32", value: "bool", packed: 4 },
};

/** float64 has no form here: the backend doesn't list it. */
export function elementTypeOf(dtype: DType): ElementType {
  return elementTypes[dtype]!;
}

/** The type of an expression's node in code. */
export function typeText(type: ScalarType): string {
  return { float32: "f32", float64: "f64", int32: "i32", uint32: "u32", bool: "bool" }[type];
}

/** A value bound to a shader: texts that read and write its elements. */
export class Operand {
  readonly type: ElementType;
  readonly scalar: ScalarType;

  constructor(
    /** The name of its buffer in the code. */
    readonly name: string,
    readonly spec: ValueSpec,
    /** Where it starts in its buffer, in elements: an expression of u32. */
    readonly offset: string,
    /** The buffer's own array type, where another value lies in it as well. */
    readonly storedAs: ElementType["stored"] = elementTypeOf(spec.dtype).stored,
  ) {
    this.type = elementTypeOf(spec.dtype);
    this.scalar = scalarTypeOf(spec.dtype);
  }

  /** The element whose row-major number is the expression `i`, through the strides. */
  at(i: string): string {
    return this.load(addressOf(this.spec.shape, this.spec.strides, i));
  }

  /** The element at the given coordinates, one expression of u32 an axis. */
  atCoordinates(coordinates: readonly string[]): string {
    return this.load(addressAt(this.spec.strides, coordinates));
  }

  /** The element at an address, an expression of u32 in elements from where the value starts. */
  load(address: string): string {
    const { name, offset, type } = this;
    if (type.packed === 4) {
      const byte = `byteAt(${name}[(${offset} + ${address}) >> 2u], ${offset} + ${address})`;
      return type.value === "bool" ? `(${byte} != 0u)` : `i32(${byte})`;
    }
    const stored = `${name}[${offset} + ${address}]`;
    const entry = this.storedAs === type.stored ? stored : `bitcast<${type.stored}>(${stored})`;
    return type.stored === "f16" ? `f32(${entry})` : entry;
  }

  /** A statement that writes an element of a dtype that isn't packed; packed ones are written by `elements` of the module. */
  store(address: string, value: string): string {
    const { name, offset, type } = this;
    const entry = type.stored === "f16" ? `f16(${value})` : value;
    const stored = this.storedAs === type.stored ? entry : `bitcast<${this.storedAs}>(${entry})`;
    return `${name}[${offset} + ${address}] = ${stored};`;
  }

  /** The buffer's entry for a value, as one of packed values' bytes where they are packed. */
  entryOf(value: string): string {
    if (this.type.packed === 1) return this.type.stored === "f16" ? `f16(${value})` : value;
    return this.type.value === "bool" ? `select(0u, 1u, ${value})` : `(u32(${value}) & 255u)`;
  }
}

/** Takes a byte out of a word: the number of the byte among all is `place`. */
export const byteAt = `fn byteAt(word: u32, place: u32) -> u32 {
  return (word >> ((place & 3u) * 8u)) & 255u;
}`;
