import { bytesOf, type DType } from "../../dtype.js";
import type { ScalarType } from "../../expression/expression.js";
import { scalarTypeOf } from "../../ops/cast.js";
import type { FunctionBody } from "./encoder.js";
import { localType, type Width } from "./lower.js";
import { gatherVector, load } from "./memory.js";
import { type Lanes, splat } from "./vectorCode.js";

/** How an operand lies along the axis of a loop: neighbours, one element for all, or so far apart. */
export type Walk = "near" | "fixed" | "apart";

export function walkOf(stride: number): Walk {
  return stride === 1 ? "near" : stride === 0 ? "fixed" : "apart";
}

/** An operand read in a loop. */
export interface Source {
  readonly dtype: DType;
  readonly walk: Walk;
  /** The local that holds the address of the next element. */
  readonly pointer: number;
  /** The local with the bytes from one element to the next, where they lie apart. */
  readonly stride: number;
}

/** Reads one operand into locals, an element or a vector at a time. */
export class Reader {
  readonly type: ScalarType;
  readonly #locals = new Map<Width, number>();
  #jump: number | undefined;

  constructor(
    readonly body: FunctionBody,
    readonly source: Source,
  ) {
    this.type = scalarTypeOf(source.dtype);
  }

  /** The local that holds what was read. */
  local(width: Width): number {
    let local = this.#locals.get(width);
    if (local === undefined) {
      local = this.body.local(localType(this.type, width));
      this.#locals.set(width, local);
    }
    return local;
  }

  /** In front of a loop: reads what is one element for all. */
  prepare(...widths: readonly Width[]): void {
    for (const width of widths) this.#prepare(width);
  }

  #prepare(width: Width): void {
    const { body, source } = this;
    if (source.walk === "fixed") {
      body.get(source.pointer);
      load(body, source.dtype, 1);
      if (width > 1) splat(body, this.type);
      body.set(this.local(width));
    } else if (source.walk === "apart" && width > 1) {
      this.#jump = body.local("i32");
      body.get(source.stride).i32(width).op("i32.mul").set(this.#jump);
    }
  }

  /** Reads the `number`-th element or vector from the pointer on; only neighbours have others than the 0th. */
  read(width: Width, number = 0): void {
    const { body, source } = this;
    if (source.walk === "fixed") return;
    if (source.walk === "apart" && width > 1)
      gatherVector(body, source.dtype, width as Lanes, source.pointer, source.stride);
    else {
      body.get(source.pointer);
      load(body, source.dtype, width, number * width * bytesOf(source.dtype));
    }
    body.set(this.local(width));
  }

  /** Moves the pointer past so many elements or vectors. */
  advance(width: Width, count = 1): void {
    const { body, source } = this;
    if (source.walk === "fixed") return;
    body.increase(source.pointer, () => {
      if (source.walk === "near") body.i32(count * width * bytesOf(source.dtype));
      else body.get(width === 1 ? source.stride : this.#jump!);
    });
  }
}
