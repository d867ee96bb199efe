import { bytesOf } from "../../dtype.js";
import type { Expression } from "../../expression/expression.js";
import { stepsOf } from "../../expression/steps.js";
import type { Operand, RowProgram, Store } from "../../fuse/rowProgram.js";
import type { CpuMachine } from "../kernel.js";
import { withScratch } from "../kernels/scratch.js";
import { type Axis, collapse, sizeOfAxes } from "./axes.js";
import { type Call, callOf, emptyCall } from "./call.js";
import { blockRows, columnFunction, lineStarts, mostColumns } from "./columnCode.js";
import { planColumns } from "./columnPlan.js";
import { generated } from "./generated.js";
import { walkOf } from "./loop.js";
import type { RowLoops } from "./rowArguments.js";
import { type RowKernel, rowFunction } from "./rowCode.js";
import { longRow, splitCall } from "./splitRow.js";

/** Fewer columns, two cache lines of float32, aren't worth a tile of their own. */
const fewColumns = 32;

/** Where the axes of a kernel go. */
interface Plan {
  readonly kept: Axis[];
  readonly reduced: Axis[];
  readonly inner: Axis;
  /** The kept axis that vectors go along, where they don't along a reduced one. */
  readonly neighbours?: Axis | undefined;
}

/**
 * Reductions along some axes, and what is computed from them element by element along the same rows, in one kernel:
 * a row stays in the cache from stage to stage. Vectors go along the reduced axis whose elements are neighbours, or
 * along a kept one. Sums of n elements are made in blocks whose size depends on neither the shape nor the threads:
 * their error grows as n/2048 roundings at most instead of n (along rows; over columns blocks of 256 are added up in blocks
 * of 256). The pointers are those of `reads`, then of `writes`.
 */
export function rowCall(machine: CpuMachine, program: RowProgram): Call {
  const operands = [...program.reads, ...program.writes];
  const { kept, reduced, inner, neighbours } = planAxes(program, operands);
  if (sizeOfAxes(kept) * (neighbours?.size ?? 1) === 0) return emptyCall(operands.length);
  const one = !neighbours && sizeOfAxes([...kept, ...reduced]) === 1 && program.stages.length === 1;
  if (one && inner.size > longRow) return splitCall(machine, program, inner, (p) => rowCall(machine, p));
  const vectors = neighbours ?? inner;
  const tile = neighbours ? tileOf(neighbours.size, sizeOfAxes(kept), machine.maximumThreads) : 1;
  const outer = neighbours ? [...kept, tiled(neighbours, tile)] : kept;
  const loops: RowLoops = {
    operands: operands.map(({ dtype, strides }, i) => ({
      dtype,
      walk: walkOf(vectors.strides[i]!),
      moves: strides.some((n, axis) => program.reduced[axis] && program.shape[axis] !== 1 && n !== 0),
    })),
    ...{ kept: outer.length, reduced: reduced.length },
  };
  const rows = sizeOfAxes(reduced);
  const { run, space } = neighbours
    ? columnCode(machine, program, loops, inner.size * rows > blockRows)
    : rowCode(machine, program, loops);
  const bytes = (strides: readonly number[]) => strides.map((n, i) => n * bytesOf(operands[i]!.dtype));
  const wheels = (axes: readonly Axis[]) => axes.flatMap(({ size, strides }) => [size, ...bytes(strides)]);
  const range = operands.length;
  const args = [
    ...operands.map(() => 0),
    ...[0, 0, 0, 0, space, inner.size, rows, vectors.size, tile],
    ...[...bytes(inner.strides), ...bytes(vectors.strides), ...wheels(outer), ...wheels(reduced)],
  ];
  const grain = Math.max(1, Math.ceil(machine.grain / Math.max(1, inner.size * rows * tile)));
  const work = { range, count: sizeOfAxes(outer), grain };
  if (space === 0) return callOf(machine, run, args, work);
  const call = callOf(machine, run, args, { ...work, thread: range + 2 });
  const lend = withScratch(machine, [space * machine.maximumThreads]);
  const use = (start: number) => {
    args[range + 3] = start;
    call.run();
  };
  return { args, run: () => lend(use) };
}

/** Code whose vectors go along the rows. */
function rowCode(machine: CpuMachine, { reads, stages, results }: RowProgram, loops: RowLoops) {
  const stepsOfAll = (list: readonly Expression[]) => stepsOf(list, machine.relaxedSimd);
  const targetsOf = (stores: readonly Store[]) => stores.map(({ target }) => reads.length + target);
  const valuesOf = (stores: readonly Store[]) => stores.map(({ value }) => value);
  const kernel: RowKernel = {
    ...loops,
    reads: reads.length,
    stages: stages.map(({ reductions, stores }) => ({
      steps: stepsOfAll([...reductions.map(({ map }) => map), ...valuesOf(stores)]),
      folds: reductions.map(({ initial, combine, accumulator }) => ({
        ...{ initial, type: accumulator },
        combine: stepsOfAll([combine]),
      })),
      targets: targetsOf(stores),
    })),
    results: { steps: stepsOfAll(valuesOf(results)), targets: targetsOf(results) },
  };
  return { run: generated(machine, "rows", kernel, () => rowFunction(kernel)), space: 0 };
}

/** Code whose vectors go over neighbouring rows, and the bytes of work space that a thread needs for it. */
function columnCode(machine: CpuMachine, program: RowProgram, loops: RowLoops, isLong: boolean) {
  const plan = planColumns(program, loops.operands, isLong, machine.relaxedSimd);
  const kernel = { ...loops, ...plan };
  const run = generated(machine, "columns", kernel, () => columnFunction(kernel));
  return { run, space: lineStarts(plan.lines).at(-1)! };
}

function tiled({ size, strides }: Axis, tile: number): Axis {
  return { size: Math.ceil(size / tile), strides: strides.map((n) => n * tile) };
}

/** Wide tiles of columns, but several for each thread. */
function tileOf(columns: number, others: number, threads: number): number {
  const wanted = threads === 1 ? 1 : Math.ceil((2 * threads) / others);
  const even = Math.ceil(columns / wanted / fewColumns) * fewColumns;
  return Math.max(fewColumns, Math.min(mostColumns, even));
}

/**
 * Rows that are written element by element are walked as they are written; others so that the nearest elements of
 * the value that is read come innermost.
 */
function planAxes({ shape, reduced, reads, writes }: RowProgram, operands: readonly Operand[]): Plan {
  const all = shape.map((_, axis) => axis).filter((axis) => shape[axis] !== 1);
  const keptAxes = all.filter((axis) => !reduced[axis]);
  const reducedAxes = all.filter((axis) => reduced[axis]);
  const written = writes.find(({ strides }) => reducedAxes.some((axis) => strides[axis] !== 0));
  const main = written ?? broadest(reads, all);
  const distance = (axis: number) => Math.abs(main?.strides[axis] ?? 0);
  if (!written) reducedAxes.sort((a, b) => distance(b) - distance(a));
  const along = (axes: readonly number[]) =>
    collapse(
      axes.map((axis) => shape[axis]!),
      operands.map(({ strides }) => axes.map((axis) => strides[axis]!)),
    );
  const kept = along(keptAxes);
  const reducedOnes = along(reducedAxes);
  const inner = reducedOnes.pop() ?? { size: 1, strides: operands.map(() => 0) };
  const place = main ? operands.indexOf(main) : 0;
  const columns = kept.at(-1)?.strides[place] === 1 && inner.strides[place] !== 1;
  const neighbours = columns ? kept.pop() : undefined;
  return { kept, reduced: reducedOnes, inner, neighbours };
}

/** The operand that varies along most axes. */
function broadest(reads: readonly Operand[], axes: readonly number[]): Operand | undefined {
  const varied = ({ strides }: Operand) => axes.filter((axis) => strides[axis] !== 0).length;
  return reads.reduce<Operand | undefined>(
    (best, read) => (!best || varied(read) > varied(best) ? read : best),
    undefined,
  );
}
