import { accumulators, combineVectors, reset } from "./accumulators.js";
import type { FunctionBody } from "./encoder.js";
import { type Elements, element, loop } from "./line.js";
import { Reader } from "./loop.js";
import { Lowering, localType, type Width } from "./lower.js";
import { overBlocks, type RowArguments } from "./rowArguments.js";
import type { KernelStage, RowKernel } from "./rowCode.js";
import { type Lanes, splat } from "./vectorCode.js";

/** Elements of a row that are combined into one partial result. */
const blockElements = 2048;
/** Accumulators in flight: an addition takes four cycles. */
const rowVectors = 4;

/** What a stage knows of the stages before it. */
export interface Before {
  readonly lanes: Lanes;
  /** Their accumulators. */
  readonly totals: readonly number[];
}

/** The code of one walk along a row. */
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

  /** Locals for the accumulators of the stage. */
  accumulators(): number[] {
    return this.stage.folds.map((fold) => accumulators(this.body, fold, 1, 1)[0]!);
  }

  reset(locals: readonly number[]): void {
    this.stage.folds.forEach((fold, i) => {
      reset(this.body, fold, 1, [locals[i]!]);
    });
  }

  /** Visits the row in blocks; `done` is given each block's partial results. */
  walk(done: (partial: readonly number[]) => void): void {
    const { body, kernel, args } = this;
    const touched = [...this.#used, ...this.stage.targets];
    const moving = touched.filter((i) => kernel.operands[i]!.moves);
    for (const i of touched) body.get(i).set(this.#pointers[i]!);
    const partial = this.accumulators();
    const block = this.#blocks();
    overBlocks(body, args, moving, this.#pointers, blockElements, (n) => {
      block(partial, n);
      done(partial);
    });
  }

  /**
   * The code of a block, n elements (a local, which it changes) into partial results: in several vectors, those in one,
   * its lanes, and the elements that remain.
   */
  #blocks(): (partial: readonly number[], n: number) => void {
    const { body, stage, kernel } = this;
    const { lanes } = this.before;
    const readers = this.#readers();
    const moving = [...readers].flatMap(([i, reader]) => (kernel.operands[i]!.moves ? [reader] : []));
    for (const reader of readers.values()) if (!moving.includes(reader)) reader.prepare(lanes, 1);
    const wide = this.#lowering(readers, lanes);
    const narrow = this.#lowering(readers, 1);
    const elements = this.#elementsOf(readers);
    return (partial, n) => {
      this.reset(partial);
      body.get(n).i32(lanes).op("i32.ge_u");
      body.if(undefined, () => {
        const vectors = stage.folds.map((fold) => accumulators(body, fold, lanes, rowVectors));
        stage.folds.forEach((fold, i) => {
          reset(body, fold, lanes, vectors[i]!);
        });
        for (const reader of moving) reader.prepare(lanes);
        const alone = stage.folds.length === 0 && stage.steps.steps.length > 16;
        for (const unroll of alone ? [1] : [rowVectors, 1]) loop(elements, wide, n, unroll, vectors);
        stage.folds.forEach((fold, i) => {
          combineVectors(body, fold, lanes, vectors[i]!, partial[i]!);
        });
      });
      body.get(n);
      body.if(undefined, () => {
        for (const reader of moving) reader.prepare(1);
        loop(
          elements,
          narrow,
          n,
          1,
          partial.map((local) => [local]),
        );
      });
    };
  }

  /** Stores what depends on whole rows. */
  results(): void {
    const { body } = this;
    const { targets } = this.stage;
    if (targets.length === 0) return;
    for (const i of [...this.#used, ...targets]) body.get(i).set(this.#pointers[i]!);
    const readers = this.#readers();
    for (const reader of readers.values()) reader.prepare(1);
    element(this.#elementsOf(readers), this.#lowering(readers, 1));
  }

  /** Emits what a loop needs in front of it. */
  #lowering(readers: ReadonlyMap<number, Reader>, width: Width): Lowering {
    const { body, kernel, before } = this;
    const spread = new Map<number, number>();
    for (const { node } of this.stage.steps.steps) {
      if (node.kind !== "input" || node.index < kernel.reads) continue;
      const total = before.totals[node.index - kernel.reads]!;
      if (width === 1) spread.set(node.index, total);
      else {
        const local = body.local(localType(node.type, width));
        body.get(total);
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

  /** Reading, folding and storing, with these readers. */
  #elementsOf(readers: ReadonlyMap<number, Reader>): Elements {
    const { body, kernel, stage } = this;
    const targets = stage.targets.map((i) => ({
      dtype: kernel.operands[i]!.dtype,
      pointer: this.#pointers[i]!,
    }));
    return { body, readers: [...readers.values()], targets, folds: stage.folds };
  }

  #readers(): Map<number, Reader> {
    const { body, kernel, args } = this;
    return new Map(
      this.#used.map((i) => {
        const { dtype, walk } = kernel.operands[i]!;
        return [i, new Reader(body, { dtype, walk, pointer: this.#pointers[i]!, stride: args.steps[i]! })];
      }),
    );
  }
}
