import { bytesOf, type DType } from "../../dtype.js";
import { input } from "../../expression/scalar.js";
import { substitute } from "../../expression/steps.js";
import type { Operand, RowProgram, Store } from "../../fuse/rowProgram.js";
import type { CpuMachine } from "../kernel.js";
import { withScratch } from "../kernels/scratch.js";
import type { Axis } from "./axes.js";
import type { Call } from "./call.js";

/** Elements of a row that one thread combines when there is no other row for the next thread. */
const part = 32768;
/** From so many elements on a row alone is cut into parts. */
export const longRow = 2 * part;
/** Each partial result lies in a slot of so many bytes. */
const slot = 8;

/**
 * A program of one row in parts of a fixed size, which threads may share, and then their results combined in order.
 * @param callOf Prepares the programs that it is made of.
 */
export function splitCall(
  machine: CpuMachine,
  program: RowProgram,
  { size, strides }: Axis,
  callOf: (program: RowProgram) => Call,
): Call {
  const { reductions, stores } = program.stages[0]!;
  const operands = [...program.reads, ...program.writes];
  const args = operands.map(() => 0);
  const count = Math.ceil(size / part);
  const whole = Math.floor(size / part);
  const lend = withScratch(machine, [count * slot * reductions.length]);
  const partial = (stride: readonly number[]) =>
    reductions.map(({ accumulator }): Operand => {
      const dtype = accumulator as DType;
      return { dtype, strides: stride.map((n) => (n * slot) / bytesOf(dtype)) };
    });
  const partials: Store[] = reductions.map(({ accumulator }, i) => ({
    value: input(program.reads.length + i, accumulator).node,
    target: program.writes.length + i,
  }));
  const rows = (n: number, length: number) => {
    const along = (list: readonly Operand[], first: number) =>
      list.map(({ dtype }, i) => ({ dtype, strides: [strides[first + i]! * part, strides[first + i]!] }));
    return callOf({
      shape: [n, length],
      reduced: [false, true],
      reads: along(program.reads, 0),
      writes: [...along(program.writes, program.reads.length), ...partial([1, 0])],
      stages: [{ reductions, stores }],
      results: partials,
    });
  };
  const parts = [{ call: rows(whole, part), first: 0 }];
  if (count > whole) parts.push({ call: rows(1, size - whole * part), first: whole });
  const last = callOf(combining(program, partial([1]), count));
  const steps = operands.map(({ dtype }, i) => strides[i]! * part * bytesOf(dtype));
  return {
    args,
    run: () =>
      lend((space) => {
        for (const { call, first } of parts) {
          for (let i = 0; i < args.length; i++) call.args[i] = args[i]! + first * steps[i]!;
          for (let i = 0; i < reductions.length; i++)
            call.args[args.length + i] = space + (i * count + first) * slot;
          call.run();
        }
        for (let i = 0; i < reductions.length; i++) last.args[i] = space + i * count * slot;
        for (let i = 0; i < args.length; i++) last.args[reductions.length + i] = args[i]!;
        last.run();
      }),
  };
}

/** The partial results of all parts as one, and what the program makes of it. */
function combining(program: RowProgram, partials: readonly Operand[], count: number): RowProgram {
  const { reductions } = program.stages[0]!;
  const moved = partials.length;
  return {
    shape: [count],
    reduced: [true],
    reads: [...partials, ...program.reads.map(({ dtype }) => ({ dtype, strides: [0] }))],
    writes: program.writes.map(({ dtype }) => ({ dtype, strides: [0] })),
    stages: [
      {
        reductions: reductions.map((reduction, i) => ({
          ...reduction,
          map: input(i, reduction.accumulator).node,
        })),
        stores: [],
      },
    ],
    results: program.results.map(({ value, target }) => ({
      value: substitute(value, (index, type) => input(index + moved, type).node),
      target,
    })),
  };
}
