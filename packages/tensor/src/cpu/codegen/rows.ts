import { bytesOf, type DType } from "../../dtype.js";
import type { Expression, ScalarType } from "../../expression/expression.js";
import type { CpuMachine } from "../kernel.js";
import { type Axis, collapse } from "./axes.js";
import { type Call, callOf, emptyCall } from "./call.js";
import { encodeModule, isShared } from "./encoder.js";
import { walkOf } from "./loop.js";
import { type RowKernel, rowFunction, tileColumns } from "./rowCode.js";
import { longRow, splitCall } from "./splitRow.js";
import { type Steps, stepsOf } from "./steps.js";

/** A reduction as expressions. */
export interface Reduction {
  /** The neutral element of `combine`: several accumulators start from it. */
  readonly initial: number;
  /** What is combined, as a value of the accumulator's type. */
  readonly map: Expression;
  /** Two accumulators (inputs 0 and 1) as one; associative and commutative but for rounding. */
  readonly combine: Expression;
  readonly accumulator: ScalarType;
}

/** A value that a kernel reads or writes: its strides along the axes that the kernel walks. */
export interface Operand {
  readonly dtype: DType;
  /** In elements. What is read may lie in any way; what is written has one element a row, or lies row-major. */
  readonly strides: readonly number[];
}

/** An expression and the number of the operand, among those written, that it goes to. */
export interface Store {
  readonly value: Expression;
  readonly target: number;
}

/** One walk along every row. */
export interface Stage {
  readonly reductions: readonly Reduction[];
  readonly stores: readonly Store[];
}

/**
 * What a kernel does with the rows of its axes: the elements along the reduced axes, for each position along the
 * others. Expressions have the operands read as their inputs, and after them the accumulator of each reduction of
 * earlier stages.
 */
export interface RowProgram {
  readonly shape: readonly number[];
  readonly reduced: readonly boolean[];
  readonly reads: readonly Operand[];
  readonly writes: readonly Operand[];
  readonly stages: readonly Stage[];
  /** Written once a row, when all its stages ended. */
  readonly results: readonly Store[];
}

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
 * their error grows as n/2048 roundings at most instead of n. The pointers are those of `reads`, then of `writes`.
 */
export function rowCall(machine: CpuMachine, program: RowProgram): Call {
  const operands = [...program.reads, ...program.writes];
  const plan = planAxes(program, operands);
  const { kept, reduced, inner, neighbours } = plan;
  const one = !neighbours && product([...kept, ...reduced]) === 1 && program.stages.length === 1;
  if (one && inner.size > longRow) return splitCall(machine, program, inner, (p) => rowCall(machine, p));
  if (product(kept) * (neighbours?.size ?? 1) === 0) return emptyCall(operands.length);
  const kernel = kernelOf(program, operands, plan, machine.relaxedSimd);
  const { run } = machine.instantiate(
    keyOf(kernel),
    () => encodeModule(rowFunction(kernel), isShared(machine)),
    functionsOf(kernel),
  );
  const tiles = neighbours ? [tiled(neighbours)] : [];
  const widths = operands.map(({ dtype }) => bytesOf(dtype));
  const rows = product(reduced);
  const args = [...operands.map(() => 0), 0, 0, inner.size, rows];
  if (neighbours) args.push(neighbours.size);
  kernel.operands.forEach(({ walk, moves }, i) => {
    if (neighbours ? moves : walk === "apart") args.push(inner.strides[i]! * widths[i]!);
    if (neighbours && walk === "apart") args.push(neighbours.strides[i]! * widths[i]!);
  });
  for (const { size, strides } of [...kept, ...tiles])
    args.push(size, ...strides.map((n, i) => n * widths[i]!));
  for (const { size, strides } of reduced)
    args.push(size, ...strides.flatMap((n, i) => (kernel.operands[i]!.moves ? [n * widths[i]!] : [])));
  const each = inner.size * rows * (neighbours ? Math.min(neighbours.size, tileColumns) : 1);
  return callOf(machine, run, args, {
    range: operands.length,
    count: product([...kept, ...tiles]),
    grain: Math.max(1, Math.ceil(machine.grain / Math.max(1, each))),
  });
}

/** Functions of the host that the code calls. */
function functionsOf({ stages, results }: RowKernel): Steps["functions"] {
  const all = stages.flatMap(({ steps, folds }) => [steps, ...folds.map(({ combine }) => combine)]);
  return Object.assign({}, results.steps.functions, ...all.map(({ functions }) => functions));
}

function tiled({ size, strides }: Axis): Axis {
  return { size: Math.ceil(size / tileColumns), strides: strides.map((n) => n * tileColumns) };
}

function product(axes: readonly Axis[]): number {
  return axes.reduce((total, { size }) => total * size, 1);
}

function kernelOf(
  program: RowProgram,
  operands: readonly Operand[],
  plan: Plan,
  relaxed: boolean,
): RowKernel {
  const { inner, neighbours } = plan;
  return {
    reads: program.reads.length,
    operands: operands.map(({ dtype, strides }, i) => ({
      dtype,
      walk: walkOf((neighbours ?? inner).strides[i]!),
      moves: strides.some(
        (stride, axis) => program.reduced[axis] && program.shape[axis] !== 1 && stride !== 0,
      ),
    })),
    stages: program.stages.map(({ reductions, stores }) => ({
      steps: stepsOf([...reductions.map(({ map }) => map), ...stores.map(({ value }) => value)], relaxed),
      folds: reductions.map(({ initial, combine, accumulator }) => ({
        initial,
        combine: stepsOf([combine], relaxed),
        type: accumulator,
      })),
      targets: stores.map(({ target }) => program.reads.length + target),
    })),
    results: {
      steps: stepsOf(
        program.results.map(({ value }) => value),
        relaxed,
      ),
      targets: program.results.map(({ target }) => program.reads.length + target),
    },
    columns: neighbours !== undefined,
    kept: plan.kept.length,
    reduced: plan.reduced.length,
  };
}

function keyOf({ operands, stages, results, ...rest }: RowKernel): string {
  const initial = (value: number) => (Object.is(value, -0) ? "-0" : `${value}`);
  const texts = stages.map(({ steps, folds, targets }) =>
    [
      steps.key,
      ...folds.map((fold) => `${initial(fold.initial)} ${fold.type} ${fold.combine.key}`),
      targets,
    ].join("/"),
  );
  const values = operands.map(({ dtype, walk, moves }) => `${dtype} ${walk} ${moves}`);
  return `rows ${Object.values(rest)} ${values} ${texts.join("|")} ${results.steps.key} ${results.targets}`;
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
