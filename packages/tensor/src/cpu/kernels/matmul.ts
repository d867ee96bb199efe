import type { ValueSpec } from "../../backend.js";
import { bytesOf } from "../../dtype.js";
import { broadcastStrides, sizeOf, stridedOffsets } from "../../shape.js";
import type { CpuKernel, CpuMachine } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { plain, relaxed } from "./matmul.generated.js";

/** Addresses and strides in bytes. */
interface Exports {
  multiply32: Multiply;
  multiply64: Multiply;
  multiplyRow32: MultiplyRow;
  multiplyRow64: MultiplyRow;
  scratch32: Scratch;
  scratch64: Scratch;
}

type Scratch = (m: number, n: number, depth: number) => number;
// biome-ignore format: one line an operand
type Multiply = (
  m: number, n: number, depth: number,
  a: number, aRow: number, aColumn: number,
  b: number, bRow: number, bColumn: number,
  c: number, pitch: number, space: number,
) => void;
// biome-ignore format: one line an operand
type MultiplyRow = (
  n: number, depth: number,
  x: number, xStep: number,
  b: number, bRow: number, bColumn: number,
  y: number,
) => void;

/** One product of a batch, at these addresses. */
type Product = (a: number, b: number, c: number) => void;

/** matmul of float32 and float64: packed and blocked; rows and columns alone without packing. Transposes are strides. */
export const matmulKernel: CpuKernel = {
  dtypes: ["float32", "float64"],
  strided: true,
  prepare: (machine, [a, b], output) => {
    const batch = output.shape.slice(0, -2);
    const product = productOf(machine, a!, b!, output);
    const starts = [a!, b!].map((spec) => batchStarts(spec, batch));
    const bytes = output.shape.at(-2)! * output.shape.at(-1)! * bytesOf(output.dtype);
    return ([x, y], out) => {
      for (let i = 0; i < starts[0]!.length; i++) {
        product(x! + starts[0]![i]!, y! + starts[1]![i]!, out + i * bytes);
      }
    };
  },
};

/** Where each matrix of a batch begins, in bytes. */
function batchStarts({ dtype, shape, strides }: ValueSpec, batch: readonly number[]): number[] {
  const own = broadcastStrides(shape.slice(0, -2), strides.slice(0, -2), batch);
  return [...stridedOffsets(batch, own)].map((at) => at * bytesOf(dtype));
}

function productOf(machine: CpuMachine, a: ValueSpec, b: ValueSpec, output: ValueSpec): Product {
  const exports = kernelExports<Exports>(machine, "matmul", { plain, relaxed });
  const wide = output.dtype === "float64";
  const width = bytesOf(output.dtype);
  const [m, n] = output.shape.slice(-2) as [number, number];
  const depth = a.shape.at(-1)!;
  const [aRow, aColumn] = a.strides.slice(-2).map((stride) => stride * width) as [number, number];
  const [bRow, bColumn] = b.strides.slice(-2).map((stride) => stride * width) as [number, number];
  if (sizeOf([m, n]) === 0) return () => undefined;
  if (depth === 0) return (_a, _b, c) => new Uint8Array(machine.memory.buffer, c, m * n * width).fill(0);
  const row = wide ? exports.multiplyRow64 : exports.multiplyRow32;
  if (m === 1) return (x, y, c) => row(n, depth, x, aColumn, y, bRow, bColumn, c);
  // A column is the row of the transposed product.
  if (n === 1) return (x, y, c) => row(m, depth, y, bRow, x, aColumn, aRow, c);
  const multiply = wide ? exports.multiply64 : exports.multiply32;
  const bytes = (wide ? exports.scratch64 : exports.scratch32)(m, n, depth);
  return (x, y, c) => {
    const space = machine.allocate(bytes);
    try {
      multiply(m, n, depth, x, aRow, aColumn, y, bRow, bColumn, c, n * width, space);
    } finally {
      machine.free(space);
    }
  };
}
