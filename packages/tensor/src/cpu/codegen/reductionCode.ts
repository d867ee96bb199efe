import { bytesOf, type DType } from "../../dtype.js";
import type { ScalarType } from "../../expression/expression.js";
import { FunctionBody } from "./encoder.js";
import { Reader, type Walk } from "./loop.js";
import { Lowering, lanesOf, localType, type Width } from "./lower.js";
import { storeScalar, storeVector } from "./memory.js";
import { Odometer, type Wheel } from "./odometer.js";
import { scalarConstant } from "./scalarCode.js";
import type { Steps } from "./steps.js";
import { extractLane, type Lanes, vectorConstant } from "./vectorCode.js";

/** What the code of a reduction depends on; shapes, strides and pointers are its arguments. */
export interface ReductionKernel {
  readonly initial: number;
  readonly map: Steps;
  readonly combine: Steps;
  readonly finish: Steps;
  readonly input: DType;
  readonly output: DType;
  readonly accumulator: ScalarType;
  /** Whether vectors go along a kept axis, whose neighbours are neighbours in input and output, or a reduced one. */
  readonly along: "kept" | "reduced";
  /** How the input lies along the innermost reduced axis. */
  readonly walk: Walk;
  /** Numbers of axes outside the inner loops. */
  readonly kept: number;
  readonly reduced: number;
}

/** Elements of a row, or rows of a column, that are combined into one partial result. */
const blockElements = { reduced: 2048, kept: 256 };
/** Partial results that are combined into one before that meets the total. */
const blocksTogether = 256;
/** Accumulators in flight: an addition takes four cycles. */
const rowVectors = 4;
/** Neighbouring vectors of a kept axis: two cache lines for float32. */
const columnVectors = 8;

/**
 * (input, output, begin, end, length of the innermost reduced axis, bytes of a step along it, length of the kept
 * axis of vectors, number of rows to reduce, then for each outer kept axis its length and the bytes of a step in
 * input and output, then for each outer reduced axis its length and the bytes of a step). The range counts the
 * positions along outer kept axes: threads may share the work. Elements are combined in blocks of a fixed size,
 * and blocks in a fixed order, whoever runs them.
 */
export function reductionFunction(kernel: ReductionKernel): FunctionBody {
  const count = 8 + 3 * kernel.kept + 2 * kernel.reduced;
  const body = new FunctionBody(new Array(count).fill("i32"));
  new ReductionCode(body, kernel).emit();
  return body;
}

class ReductionCode {
  readonly #lanes: Lanes;
  /** Where the rows of the current results start. */
  readonly #start: number;
  /** The start of the current row. */
  readonly #row: number;
  readonly #odometer: Odometer;
  readonly #pointer: number;
  readonly #result: number;

  constructor(
    readonly body: FunctionBody,
    readonly kernel: ReductionKernel,
  ) {
    const { map, combine, finish, input, output } = kernel;
    const wide = input === "float64" || output === "float64";
    this.#lanes = wide ? 2 : lanesOf(map, combine, finish);
    [this.#start, this.#row, this.#pointer, this.#result] = Array.from({ length: 4 }, () =>
      body.local("i32"),
    ) as [number, number, number, number];
    let next = 8 + 3 * kernel.kept;
    const wheels = Array.from({ length: kernel.reduced }, (): Wheel => ({ size: next++, strides: [next++] }));
    this.#odometer = new Odometer(body, wheels, [this.#row]);
  }

  /** For each position along the outer kept axes, the results there. */
  emit(): void {
    const { body, kernel } = this;
    let next = 8;
    const wheels = Array.from(
      { length: kernel.kept },
      (): Wheel => ({ size: next++, strides: [next++, next++] }),
    );
    const odometer = new Odometer(body, wheels, [0, 1]);
    odometer.start(2);
    body.while(
      () => body.get(2, 3).op("i32.lt_u"),
      () => {
        body.get(0).set(this.#start).get(1).set(this.#result);
        if (kernel.along === "kept") this.#columns();
        else this.#results(1, 1);
        odometer.step();
        body.increase(2, () => body.i32(1));
      },
    );
  }

  #columns(): void {
    const { body } = this;
    const left = body.local("i32");
    const tiles: readonly (readonly [Width, number])[] = [
      [this.#lanes, columnVectors],
      [this.#lanes, 1],
      [1, 1],
    ];
    body.get(6).set(left);
    for (const [width, vectors] of tiles) {
      const elements = width * vectors;
      body.while(
        () => body.get(left).i32(elements).op("i32.ge_u"),
        () => {
          this.#results(width, vectors);
          body.increase(this.#start, () => body.i32(elements * bytesOf(this.kernel.input)));
          body.increase(this.#result, () => body.i32(elements * bytesOf(this.kernel.output)));
          body.increase(left, () => body.i32(-elements));
        },
      );
    }
  }

  /** One result, or so many vectors of neighbouring ones: partial results by blocks, combined and stored. */
  #results(width: Width, vectors: number): void {
    const { body, kernel } = this;
    const partial = this.#accumulators(width, vectors);
    const together = this.#accumulators(width, vectors);
    const total = this.#accumulators(width, vectors);
    const blocks = body.local("i32");
    this.#reset(width, together);
    this.#reset(width, total);
    body.i32(0).set(blocks);
    this.#blocks((n) => {
      if (kernel.along === "kept") this.#columnBlock(width, partial, n);
      else this.#rowBlock(partial[0]!, n);
      this.#combine(width, together, partial);
      body.get(blocks).i32(1).op("i32.add").tee(blocks).i32(blocksTogether).op("i32.eq");
      body.if(undefined, () => {
        this.#combine(width, total, together);
        this.#reset(width, together);
        body.i32(0).set(blocks);
      });
    });
    this.#combine(width, total, together);
    total.forEach((local, number) => {
      this.#store(width, local, number);
    });
  }

  /** Visits the rows and their blocks; `block` is given the local with the block's length, and may change it. */
  #blocks(block: (n: number) => void): void {
    const { body, kernel } = this;
    const [rows, left, n] = [body.local("i32"), body.local("i32"), body.local("i32")];
    const most = blockElements[kernel.along];
    body.get(this.#start).set(this.#row).get(7).set(rows);
    this.#odometer.start();
    body.while(
      () => body.get(rows),
      () => {
        body.get(this.#row).set(this.#pointer).get(4).set(left);
        body.while(
          () => body.get(left),
          () => {
            body.i32(most).get(left).i32(most).get(left).op("i32.lt_u", "select").set(n);
            body.get(left, n).op("i32.sub").set(left);
            block(n);
          },
        );
        this.#odometer.step();
        body.increase(rows, () => body.i32(-1));
      },
    );
  }

  /** Combines n rows of neighbouring results. */
  #columnBlock(width: Width, partial: readonly number[], n: number): void {
    const { body } = this;
    const reader = this.#reader("near");
    const fold = this.#folds(width, reader, partial);
    this.#reset(width, partial);
    body.while(
      () => body.get(n),
      () => {
        partial.forEach((_, number) => {
          fold(number);
        });
        body.increase(this.#pointer, () => body.get(5));
        body.increase(n, () => body.i32(-1));
      },
    );
  }

  /** Combines n elements of a row: in several vectors, those in one, its lanes, and the elements that remain. */
  #rowBlock(partial: number, n: number): void {
    const { body } = this;
    const lanes = this.#lanes;
    const reader = this.#reader(this.kernel.walk);
    this.#reset(1, [partial]);
    body.get(n).i32(lanes).op("i32.ge_u");
    body.if(undefined, () => {
      const vectors = this.#accumulators(lanes, rowVectors);
      this.#reset(lanes, vectors);
      const fold = this.#folds(lanes, reader, vectors);
      for (const unroll of reader.source.walk === "apart" ? [1] : [rowVectors, 1]) {
        this.#elements(lanes, n, unroll, reader, fold);
      }
      for (let step = rowVectors / 2; step >= 1; step /= 2) {
        this.#combine(lanes, vectors.slice(0, step), vectors.slice(step, 2 * step));
      }
      this.#combineLanes(vectors[0]!, partial);
    });
    body.get(n);
    body.if(undefined, () => this.#elements(1, n, 1, reader, this.#folds(1, reader, [partial])));
  }

  #elements(width: Width, n: number, unroll: number, reader: Reader, fold: (number: number) => void): void {
    const { body } = this;
    body.while(
      () =>
        body
          .get(n)
          .i32(width * unroll)
          .op("i32.ge_u"),
      () => {
        for (let number = 0; number < unroll; number++) fold(number);
        reader.advance(width, unroll);
        body.increase(n, () => body.i32(-width * unroll));
      },
    );
  }

  #combineLanes(vector: number, partial: number): void {
    const { body } = this;
    const { accumulator } = this.kernel;
    const lanes = this.#lanes;
    const scalars = this.#accumulators(1, lanes);
    scalars.forEach((local, lane) => {
      body.get(vector);
      extractLane(body, accumulator, lane, lanes);
      body.set(local);
    });
    for (let step = lanes / 2; step >= 1; step /= 2) {
      this.#combine(1, scalars.slice(0, step), scalars.slice(step, 2 * step));
    }
    body.get(scalars[0]!).set(partial);
  }

  #reader(walk: Walk): Reader {
    return new Reader(this.body, { dtype: this.kernel.input, walk, pointer: this.#pointer, stride: 5 });
  }

  /** Emits the constants; the function that it gives folds what is read at a number into that accumulator. */
  #folds(width: Width, reader: Reader, accumulators: readonly number[]): (number: number) => void {
    const { body } = this;
    const { map, combine, accumulator } = this.kernel;
    reader.prepare(width);
    const mapped = body.scratch(localType(accumulator, width), "mapped");
    const mapping = new Lowering(body, map, width, {
      local: () => reader.local(width),
      fixed: () => reader.source.walk === "fixed",
    });
    mapping.hoist();
    return (number) => {
      reader.read(width, number);
      mapping.emit();
      body.set(mapped);
      const local = (index: number) => (index === 0 ? accumulators[number]! : mapped);
      new Lowering(body, combine, width, { local }).emit();
      body.set(accumulators[number]!);
    };
  }

  #accumulators(width: Width, count: number): number[] {
    const type = localType(this.kernel.accumulator, width);
    return Array.from({ length: count }, () => this.body.local(type));
  }

  #reset(width: Width, locals: readonly number[]): void {
    const { accumulator, initial } = this.kernel;
    for (const local of locals) {
      if (width === 1) scalarConstant(this.body, initial, accumulator);
      else vectorConstant(this.body, initial, accumulator);
      this.body.set(local);
    }
  }

  /** into[i] = combine(into[i], from[i]) */
  #combine(width: Width, into: readonly number[], from: readonly number[]): void {
    into.forEach((local, i) => {
      const locals = [local, from[i]!];
      const lowering = new Lowering(this.body, this.kernel.combine, width, {
        local: (index) => locals[index]!,
      });
      lowering.emit();
      this.body.set(local);
    });
  }

  #store(width: Width, total: number, number: number): void {
    const { body, kernel } = this;
    const lowering = new Lowering(body, kernel.finish, width, { local: () => total });
    if (width === 1) {
      body.get(this.#result);
      lowering.emit();
      storeScalar(body, kernel.output);
    } else {
      const value = body.scratch("v128", "value");
      lowering.emit();
      body.set(value);
      storeVector(body, kernel.output, width, this.#result, value, number * width * bytesOf(kernel.output));
    }
  }
}
