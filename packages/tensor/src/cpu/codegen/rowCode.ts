import { bytesOf, type DType } from "../../dtype.js";
import { combine, type Fold } from "./accumulators.js";
import { FunctionBody } from "./encoder.js";
import type { Walk } from "./loop.js";
import { lanesOf, type Width } from "./lower.js";
import { Odometer, type Wheel } from "./odometer.js";
import { StageCode } from "./stageCode.js";
import type { Steps } from "./steps.js";
import type { Lanes } from "./vectorCode.js";

/** One walk along a row: expressions of the folds' maps first, then of what is stored. */
export interface KernelStage {
  readonly steps: Steps;
  readonly folds: readonly Fold[];
  /** The operand that each stored expression goes to. */
  readonly targets: readonly number[];
}

/** What the code of a row program depends on; shapes, strides and pointers are its arguments. */
export interface RowKernel {
  /** How many of the operands are read; the others are written. */
  readonly reads: number;
  readonly operands: readonly {
    readonly dtype: DType;
    /** How it lies along the axis of vectors: the innermost reduced one, or of columns the last kept one. */
    readonly walk: Walk;
    /** Whether it varies along a row. */
    readonly moves: boolean;
  }[];
  readonly stages: readonly KernelStage[];
  readonly results: { readonly steps: Steps; readonly targets: readonly number[] };
  /** Whether vectors go along a kept axis: over neighbouring rows. */
  readonly columns: boolean;
  /** Numbers of axes outside the inner loops. */
  readonly kept: number;
  readonly reduced: number;
}

/** Rows that one item of columns holds: two cache lines of float32. */
export const tileColumns = 32;

/** The locals that hold a kernel's arguments. */
export interface RowArguments {
  readonly begin: number;
  readonly end: number;
  /** Length of the innermost reduced axis. */
  readonly inner: number;
  /** Positions along the other reduced axes. */
  readonly rows: number;
  /** Length of the axis of columns. */
  readonly columns: number;
  /** Bytes of a step along the innermost reduced axis, of operands that the code needs it of. */
  readonly steps: readonly number[];
  /** Bytes between neighbouring columns of operands that lie apart. */
  readonly apart: readonly number[];
  readonly kept: readonly Wheel[];
  readonly reduced: readonly Wheel[];
  readonly count: number;
}

/** In the order in which `rowCall` lists them. */
function argumentsOf({ operands, columns, kept, reduced }: RowKernel): RowArguments {
  let next = operands.length;
  const [begin, end, inner, rows] = [next++, next++, next++, next++];
  const length = columns ? next++ : -1;
  const steps: number[] = [];
  const apart: number[] = [];
  for (const { walk, moves } of operands) {
    steps.push((columns ? moves : walk === "apart") ? next++ : -1);
    apart.push(columns && walk === "apart" ? next++ : -1);
  }
  const wheels = (count: number, moved: (i: number) => boolean) =>
    Array.from(
      { length: count },
      (): Wheel => ({ size: next++, strides: operands.map((_, i) => (moved(i) ? next++ : undefined)) }),
    );
  const keptWheels = wheels(kept + Number(columns), () => true);
  const reducedWheels = wheels(reduced, (i) => operands[i]!.moves);
  return {
    ...{ begin, end, inner, rows, columns: length, steps, apart },
    ...{ kept: keptWheels, reduced: reducedWheels, count: next },
  };
}

/**
 * (pointers, begin, end, length of the innermost reduced axis, number of rows of that length in one, and as
 * `argumentsOf` says). The range counts positions along outer kept axes and tiles of columns: threads may share the
 * work. Elements are combined in blocks of a fixed size, and blocks in a fixed order, whoever runs them.
 */
export function rowFunction(kernel: RowKernel): FunctionBody {
  const args = argumentsOf(kernel);
  const body = new FunctionBody(new Array(args.count).fill("i32"));
  const wide = kernel.operands.some(({ dtype }) => dtype === "float64");
  const all = kernel.stages.flatMap(({ steps, folds }) => [steps, ...folds.map((fold) => fold.combine)]);
  const lanes = wide ? 2 : lanesOf(kernel.results.steps, ...all);
  const odometer = new Odometer(
    body,
    args.kept,
    kernel.operands.map((_, i) => i),
  );
  odometer.start(args.begin);
  body.while(
    () => body.get(args.begin, args.end).op("i32.lt_u"),
    () => {
      if (kernel.columns) columns(body, kernel, args, lanes, odometer.indices.at(-1)!);
      else
        emitRows(
          body,
          kernel,
          args,
          { lanes, width: 1, vectors: 1 },
          kernel.operands.map((_, i) => i),
        );
      odometer.step();
      body.increase(args.begin, () => body.i32(1));
    },
  );
  return body;
}

/** How many rows are walked at once: as many vectors of so many. */
export interface RowWidth {
  readonly lanes: Lanes;
  readonly width: Width;
  readonly vectors: number;
}

/** The rows of one tile: in vectors, several at once where few accumulators do, then what remains. */
function columns(
  body: FunctionBody,
  kernel: RowKernel,
  args: RowArguments,
  lanes: Lanes,
  tile: number,
): void {
  const left = body.local("i32");
  const pointers = kernel.operands.map(() => body.local("i32"));
  pointers.forEach((local, i) => {
    body.get(i).set(local);
  });
  body.get(args.columns, tile).i32(tileColumns).op("i32.mul", "i32.sub").tee(left);
  body.i32(tileColumns).get(left).i32(tileColumns).op("i32.lt_u", "select").set(left);
  const alone = kernel.operands.some(({ walk }) => walk === "apart") || kernel.stages.length > 1;
  const folds = Math.max(1, ...kernel.stages.map((stage) => stage.folds.length));
  const most = alone ? 1 : folds > 2 ? 2 : folds > 1 ? 4 : 8;
  const widths: readonly RowWidth[] = [
    ...(most > 1 ? [{ lanes, width: lanes, vectors: most }] : []),
    { lanes, width: lanes, vectors: 1 },
    { lanes, width: 1, vectors: 1 },
  ];
  for (const width of widths) {
    const elements = width.width * width.vectors;
    body.while(
      () => body.get(left).i32(elements).op("i32.ge_u"),
      () => {
        emitRows(body, kernel, args, width, pointers);
        pointers.forEach((local, i) => {
          const { walk, dtype } = kernel.operands[i]!;
          if (walk === "fixed") return;
          body.increase(local, () => {
            if (walk === "near") body.i32(elements * bytesOf(dtype));
            else body.get(args.apart[i]!).i32(elements).op("i32.mul");
          });
        });
        body.increase(left, () => body.i32(-elements));
      },
    );
  }
}

/** Partial results that are combined into one before that meets the total. */
const blocksTogether = 256;

/** All stages of one row, or of neighbouring ones, that start at the pointers. */
function emitRows(
  body: FunctionBody,
  kernel: RowKernel,
  args: RowArguments,
  width: RowWidth,
  pointers: readonly number[],
): void {
  /** The accumulators of the stages so far, a local for each vector of rows. */
  const totals: (readonly number[])[] = [];
  const types: Fold[] = [];
  for (const stage of kernel.stages) {
    const code = new StageCode(body, kernel, args, stage, { width, totals, types });
    const together = code.accumulators();
    const total = code.accumulators();
    const blocks = body.local("i32");
    code.reset(together);
    code.reset(total);
    body.i32(0).set(blocks);
    code.walk(pointers, (partial) => {
      if (stage.folds.length === 0) return;
      stage.folds.forEach((fold, i) => {
        combine(body, fold, width.width, together[i]!, partial[i]!);
      });
      body.get(blocks).i32(1).op("i32.add").tee(blocks).i32(blocksTogether).op("i32.eq");
      body.if(undefined, () => {
        stage.folds.forEach((fold, i) => {
          combine(body, fold, width.width, total[i]!, together[i]!);
        });
        code.reset(together);
        body.i32(0).set(blocks);
      });
    });
    stage.folds.forEach((fold, i) => {
      combine(body, fold, width.width, total[i]!, together[i]!);
    });
    totals.push(...total);
    types.push(...stage.folds);
  }
  const { steps, targets } = kernel.results;
  const code = new StageCode(body, kernel, args, { steps, targets, folds: [] }, { width, totals, types });
  code.results(pointers);
}
