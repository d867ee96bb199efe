import { bytesOf } from "../../dtype.js";
import type { CpuMachine } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./matmul.generated.js";
import type { ProductSpec } from "./productSpec.js";

/** Computes products at these addresses in bytes; `bias` is read where the spec has one. */
export type ProductRun = (a: number, b: number, c: number, bias?: number) => void;

type Kernel = (...args: number[]) => void;

/** A kind of product as the module in matmul.as.ts takes it: strides and distances in bytes. */
export interface ProductLayout {
  readonly machine: CpuMachine;
  readonly spec: ProductSpec;
  /** The module's functions for the precision. */
  readonly code: Readonly<Record<"small" | "row" | "pack" | "blocks" | "batch" | "finish", Kernel>>;
  /** Bytes of an element. */
  readonly width: number;
  readonly aRow: number;
  readonly aColumn: number;
  readonly bRow: number;
  readonly bColumn: number;
  readonly pitch: number;
  readonly starts: readonly (readonly [a: number, b: number, c: number])[];
  /** What is done at the end; bits as in shared/finish.as.ts. */
  readonly flags: number;
}

export function layoutOf(machine: CpuMachine, spec: ProductSpec): ProductLayout {
  const { dtype, n, a, b, pitch = n, batch = [{ a: 0, b: 0, c: 0 }], bias, relu } = spec;
  const width = bytesOf(dtype);
  const exports = kernelExports<Record<string, Kernel>>(machine, "matmul", module);
  const code = (name: string) => exports[name + 8 * width]!;
  return {
    machine,
    spec,
    code: {
      small: code("small"),
      row: code("row"),
      pack: code("pack"),
      blocks: code("blocks"),
      batch: code("batch"),
      finish: code("finish"),
    },
    width,
    aRow: a[0] * width,
    aColumn: a[1] * width,
    bRow: b[0] * width,
    bColumn: b[1] * width,
    pitch: pitch * width,
    starts: batch.map((start) => [start.a * width, start.b * width, start.c * width]),
    flags: (bias === "column" ? 2 : 0) | (bias === "row" ? 4 : 0) | (relu ? 8 : 0),
  };
}
