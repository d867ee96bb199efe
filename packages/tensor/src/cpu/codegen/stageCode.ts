import { bytesOf } from "../../dtype.js";
import { accumulators, combine, combineVectors, type Fold, reset } from "./accumulators.js";
import type { FunctionBody } from "./encoder.js";
import { Reader } from "./loop.js";
import { Lowering, localType, type Width } from "./lower.js";
import { storeScalar, storeVector } from "./memory.js";
import { Odometer } from "./odometer.js";
import type { KernelStage, RowArguments, RowKernel, RowWidth } from "./rowCode.js";
import { splat } from "./vectorCode.js";

/** Elements of a row, or of neighbouring rows elements of each, that are combined into one partial result. */
const blockElements = { row: 2048, columns: 256 };
/** Accumulators in flight: an addition takes four cycles. */
const rowVectors = 4;

/** What a stage knows of the stages before it. */
export interface Before {
  readonly width: RowWidth;
  /** The accumulators: for each a local a vector of rows. */
  readonly totals: readonly (readonly number[])[];
  readonly types: readonly Fold[];
}

/** The code of one block: n elements (a local, which it may change) into partial results. */
type Block = (partial: readonly (readonly number[])[], n: number) => void;

/** The code of one walk along a row, or along neighbouring rows. */
export class StageCode {
  /** Operands that the expressions read. */
  readonly #used: readonly number[];
  /** Where each operand's next element lies. */
  readonly #pointers: readonly number[];

  constructor(
    readonly body: FunctionBody,
    readonly kernel: RowKernel,
    readonly args: RowArguments,
    readonly stage: KernelStage,
    readonly before: Before,
  ) {
    const used = new Set<number>();
    for (const { node } of stage.steps.steps)
      if (node.kind === "input" && node.index < kernel.reads) used.add(node.index);
    this.#used = [...used];
    this.#pointers = kernel.operands.map(() => body.local("i32"));
  }

  accumulators(): number[][] {
    const { width, vectors } = this.before.width;
    return this.stage.folds.map((fold) => accumulators(this.body, fold, width, vectors));
  }

  reset(all: readonly (readonly number[])[], width: Width = this.before.width.width): void {
    this.stage.folds.forEach((fold, i) => {
      reset(this.body, fold, width, all[i]!);
    });
  }

  /** Visits the row in blocks; `done` is given each block's partial results. */
  walk(starts: readonly number[], done: (partial: readonly (readonly number[])[]) => void): void {
    const { body, kernel, args } = this;
    const touched = [...this.#used, ...this.stage.targets];
    const moving = touched.filter((i) => kernel.operands[i]!.moves);
    const rowStarts = kernel.operands.map((_, i) => (moving.includes(i) ? body.local("i32") : -1));
    for (const i of touched) body.get(starts[i]!).set(this.#pointers[i]!);
    for (const i of moving) body.get(starts[i]!).set(rowStarts[i]!);
    const wheels = args.reduced.map(({ size, strides }) => ({
      size,
      strides: moving.map((i) => strides[i]),
    }));
    const odometer = new Odometer(
      body,
      wheels,
      moving.map((i) => rowStarts[i]!),
    );
    odometer.start();
    const [rows, left, n] = [body.local("i32"), body.local("i32"), body.local("i32")];
    const most = kernel.columns ? blockElements.columns : blockElements.row;
    const partial = this.accumulators();
    const block = kernel.columns ? this.#columnBlocks() : this.#rowBlocks();
    body.get(args.rows).set(rows);
    body.while(
      () => body.get(rows),
      () => {
        for (const i of moving) body.get(rowStarts[i]!).set(this.#pointers[i]!);
        body.get(args.inner).set(left);
        body.while(
          () => body.get(left),
          () => {
            body.i32(most).get(left).i32(most).get(left).op("i32.lt_u", "select").set(n);
            body.get(left, n).op("i32.sub").set(left);
            block(partial, n);
            done(partial);
          },
        );
        odometer.step();
        body.increase(rows, () => body.i32(-1));
      },
    );
  }

  /** Combines n elements of a row: in several vectors, those in one, its lanes, and the elements that remain. */
  #rowBlocks(): Block {
    const { body, stage, kernel } = this;
    const { lanes } = this.before.width;
    const readers = this.#readers();
    const moving = [...readers].flatMap(([i, reader]) => (kernel.operands[i]!.moves ? [reader] : []));
    for (const reader of readers.values()) if (!moving.includes(reader)) reader.prepare(lanes, 1);
    const wide = this.#lowering(readers, lanes);
    const narrow = this.#lowering(readers, 1);
    return (partial, n) => {
      this.reset(partial);
      body.get(n).i32(lanes).op("i32.ge_u");
      body.if(undefined, () => {
        const vectors = stage.folds.map((fold) => accumulators(body, fold, lanes, rowVectors));
        this.reset(vectors, lanes);
        for (const reader of moving) reader.prepare(lanes);
        const alone = stage.folds.length === 0 && stage.steps.steps.length > 16;
        for (const unroll of alone ? [1] : [rowVectors, 1])
          this.#elements(wide, readers, { width: lanes, n, unroll }, vectors);
        stage.folds.forEach((fold, i) => {
          combineVectors(body, fold, lanes, vectors[i]!, partial[i]![0]!);
        });
      });
      body.get(n);
      body.if(undefined, () => {
        for (const reader of moving) reader.prepare(1);
        this.#elements(narrow, readers, { width: 1, n, unroll: 1 }, partial);
      });
    };
  }

  #elements(
    lowering: Lowering,
    readers: ReadonlyMap<number, Reader>,
    { width, n, unroll }: { readonly width: Width; readonly n: number; readonly unroll: number },
    into: readonly (readonly number[])[],
  ): void {
    const { body, kernel } = this;
    const elements = width * unroll;
    body.while(
      () => body.get(n).i32(elements).op("i32.ge_u"),
      () => {
        for (let number = 0; number < unroll; number++) {
          for (const reader of readers.values()) {
            const apart = reader.source.walk === "apart";
            reader.read(width, apart ? 0 : number);
            if (apart) reader.advance(width);
          }
          this.#fold(lowering, width, number, into);
        }
        for (const reader of readers.values())
          if (reader.source.walk === "near") reader.advance(width, unroll);
        for (const i of this.stage.targets)
          body.increase(this.#pointers[i]!, () => body.i32(elements * bytesOf(kernel.operands[i]!.dtype)));
        body.increase(n, () => body.i32(-elements));
      },
    );
  }

  /** Combines n elements of each of neighbouring rows. */
  #columnBlocks(): Block {
    const { body, kernel, args, before } = this;
    const { width, vectors } = before.width;
    const numbers = Array.from({ length: vectors }, (_, number) => number);
    const moving = this.#readers((i) => kernel.operands[i]!.moves);
    const still = numbers.map((number) => this.#still(number));
    const own = still[0]!.size > 0 || this.#usesTotals();
    const lowerings = numbers.map((number) =>
      own || number === 0
        ? this.#lowering(new Map([...moving, ...still[number]!]), width, number)
        : undefined,
    );
    return (partial, n) => {
      this.reset(partial);
      body.while(
        () => body.get(n),
        () => {
          for (const number of numbers) {
            for (const reader of moving.values()) {
              if (reader.source.walk !== "fixed") reader.read(width, number);
              else if (number === 0) reader.prepare(width);
            }
            this.#fold(lowerings[number] ?? lowerings[0]!, width, number, partial);
          }
          for (const i of new Set([...moving.keys(), ...this.stage.targets]))
            body.increase(this.#pointers[i]!, () => body.get(args.steps[i]!));
          body.increase(n, () => body.i32(-1));
        },
      );
    };
  }

  /** Reads what doesn't vary along rows, of the `number`-th vector of rows. */
  #still(number: number): Map<number, Reader> {
    const { kernel, before } = this;
    const { width } = before.width;
    const readers = this.#readers((i) => !kernel.operands[i]!.moves);
    for (const reader of readers.values()) {
      reader.prepare(width);
      reader.read(width, number);
    }
    return readers;
  }

  /** Stores what depends on whole rows. */
  results(starts: readonly number[]): void {
    const { before, body } = this;
    const { width, vectors } = before.width;
    const { targets } = this.stage;
    if (targets.length === 0) return;
    for (const i of [...this.#used, ...targets]) body.get(starts[i]!).set(this.#pointers[i]!);
    for (let number = 0; number < vectors; number++)
      this.#fold(this.#lowering(this.#still(number), width, number), width, number, []);
  }

  /** Emits what a loop needs in front of it. */
  #lowering(readers: ReadonlyMap<number, Reader>, width: Width, number = 0): Lowering {
    const { body, kernel, before } = this;
    const spread = new Map<number, number>();
    for (const { node } of this.stage.steps.steps) {
      if (node.kind !== "input" || node.index < kernel.reads) continue;
      const total = before.totals[node.index - kernel.reads]!;
      if (kernel.columns || width === 1) spread.set(node.index, total[number]!);
      else {
        const local = body.local(localType(node.type, width));
        body.get(total[0]!);
        splat(body, node.type);
        body.set(local);
        spread.set(node.index, local);
      }
    }
    const lowering = new Lowering(body, this.stage.steps, width, {
      local: (index) => spread.get(index) ?? readers.get(index)!.local(width),
      fixed: (index) => spread.has(index) || !kernel.operands[index]!.moves,
    });
    lowering.hoist();
    return lowering;
  }

  /** Combines what was read into the accumulators of that number, and stores the rest. */
  #fold(lowering: Lowering, width: Width, number: number, into: readonly (readonly number[])[]): void {
    const { body, kernel } = this;
    const { folds, targets } = this.stage;
    folds.forEach((fold, i) => {
      const mapped = body.scratch(localType(fold.type, width), "mapped");
      lowering.emit(i);
      body.set(mapped);
      combine(body, fold, width, [into[i]![number]!], [mapped]);
    });
    targets.forEach((target, k) => {
      const { dtype } = kernel.operands[target]!;
      const pointer = this.#pointers[target]!;
      if (width === 1) {
        body.get(pointer);
        lowering.emit(folds.length + k);
        storeScalar(body, dtype);
      } else {
        const value = body.scratch("v128", "value");
        lowering.emit(folds.length + k);
        body.set(value);
        storeVector(body, dtype, width, pointer, value, number * width * bytesOf(dtype));
      }
    });
  }

  #usesTotals(): boolean {
    return this.stage.steps.steps.some(
      ({ node }) => node.kind === "input" && node.index >= this.kernel.reads,
    );
  }

  #readers(chosen: (operand: number) => boolean = () => true): Map<number, Reader> {
    const { body, kernel, args } = this;
    return new Map(
      this.#used.filter(chosen).map((i) => {
        const { dtype, walk } = kernel.operands[i]!;
        const stride = (kernel.columns ? args.apart : args.steps)[i]!;
        return [i, new Reader(body, { dtype, walk, pointer: this.#pointers[i]!, stride })];
      }),
    );
  }
}
