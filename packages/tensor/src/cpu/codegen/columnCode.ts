import { bytesOf, type DType } from "../../dtype.js";
import type { ColumnPlan, ColumnStage, Place, Sweep } from "./columnPlan.js";
import { FunctionBody } from "./encoder.js";
import { Line } from "./line.js";
import { Reader } from "./loop.js";
import { argumentsOf, overBlocks, overRange, type RowArguments, type RowLoops } from "./rowArguments.js";

/** What the code of a row program depends on, whose vectors go over neighbouring rows: columns of memory. */
export interface ColumnKernel extends RowLoops, ColumnPlan {}

/** Most columns that are walked together: their lines stay in the first cache. */
export const mostColumns = 256;
/** Rows that are combined into one partial result, and partial results into one before that meets the total. */
export const blockRows = 256;

/** Bytes from the start of the work space to each line, and to its end. */
export function lineStarts(lines: readonly DType[]): number[] {
  const starts = [0];
  for (const dtype of lines) starts.push(starts.at(-1)! + mostColumns * bytesOf(dtype));
  return starts;
}

/**
 * Walks down tiles of columns, one row of memory after another, with the accumulators of a tile in the first cache. The
 * range counts positions along outer kept axes and tiles. What happens to a column depends on nothing but its rows.
 */
export function columnFunction(kernel: ColumnKernel): FunctionBody {
  return new ColumnCode(kernel).emit();
}

class ColumnCode {
  readonly args: RowArguments;
  readonly body: FunctionBody;
  /** Columns of the tile. */
  readonly #width: number;
  readonly #count: number;
  /** Where each operand's row begins. */
  readonly #rows: readonly number[];
  readonly #lines: readonly number[];

  constructor(readonly kernel: ColumnKernel) {
    this.args = argumentsOf(kernel);
    this.body = new FunctionBody(new Array(this.args.count).fill("i32"));
    this.#width = this.body.local("i32");
    this.#count = this.body.local("i32");
    this.#rows = kernel.operands.map((_, i) => (kernel.operands[i]!.moves ? this.body.local("i32") : i));
    this.#lines = lineStarts(kernel.lines);
  }

  emit(): FunctionBody {
    const { body, args, kernel } = this;
    body.increase(args.space, () => body.get(args.thread, args.spaceBytes).op("i32.mul"));
    overRange(body, args, ({ indices }) => {
      const left = body.scratch("i32", "columns");
      body.get(args.columns, indices.at(-1)!, args.tile).op("i32.mul", "i32.sub").set(left);
      body.get(args.tile, left, args.tile, left).op("i32.lt_u", "select").set(this.#width);
      for (const stage of kernel.stages) this.#stage(stage);
      this.#sweep(kernel.results);
    });
    return body;
  }

  #stage({ start, row, rows, sums }: ColumnStage): void {
    const { body, args, kernel } = this;
    const moving = kernel.operands.flatMap(({ moves }, i) => (moves ? [i] : []));
    /** Rows, and blocks of them, that each sum hasn't yet been added up for. */
    const counts = sums.map(() => body.local("i32"));
    const addUp = (level: number): void => {
      const count = counts[level];
      if (count === undefined) return;
      body
        .get(count)
        .i32(blockRows)
        .op("i32.ge_u")
        .if(undefined, () => {
          this.#sweep(sums[level]!);
          body.i32(0).set(count);
          if (counts[level + 1]) body.increase(counts[level + 1]!, () => body.i32(1));
          addUp(level + 1);
        });
    };
    this.#sweep(start);
    for (const count of counts) body.i32(0).set(count);
    overBlocks(body, args, moving, this.#rows, blockRows, (n) => {
      if (counts[0]) body.increase(counts[0], () => body.get(n));
      for (const { count, sweep } of [rows, { count: 1, sweep: row }]) {
        body.while(
          () => body.get(n).i32(count).op("i32.ge_u"),
          () => {
            this.#sweep(sweep);
            for (const i of moving)
              body.increase(this.#rows[i]!, () => body.get(args.steps[i]!).i32(count).op("i32.mul"));
            body.increase(n, () => body.i32(-count));
          },
        );
      }
      addUp(0);
    });
    for (const sum of sums) this.#sweep(sum);
  }

  #sweep({ steps, from, to }: Sweep): void {
    const { body, kernel, args } = this;
    if (to.length === 0) return;
    let pointers = 0;
    const pointerTo = (place: Place): number => {
      const pointer = body.scratch("i32", `pointer ${pointers++}`);
      if ("line" in place) return this.#point(pointer, args.space, this.#lines[place.line]!);
      body.get(this.#rows[place.operand]!);
      if (place.row > 0) body.get(args.steps[place.operand]!).i32(place.row).op("i32.mul", "i32.add");
      body.set(pointer);
      return pointer;
    };
    const readers = from.map((place) => {
      const pointer = pointerTo(place);
      if ("line" in place) {
        const dtype = kernel.lines[place.line]!;
        return new Reader(body, { dtype, walk: "near", pointer, stride: -1 });
      }
      const { dtype, walk } = kernel.operands[place.operand]!;
      return new Reader(body, { dtype, walk, pointer, stride: args.apart[place.operand]! });
    });
    const targets = to.map((place) => ({
      dtype: "line" in place ? kernel.lines[place.line]! : kernel.operands[place.operand]!.dtype,
      pointer: pointerTo(place),
    }));
    body.get(this.#width).set(this.#count);
    new Line(body, steps, readers, targets, this.#count).emit();
  }

  #point(pointer: number, base: number, offset: number): number {
    this.body.get(base).i32(offset).op("i32.add").set(pointer);
    return pointer;
  }
}
