import type { Expression } from "../expression/expression.js";
import { constant, input, Scalar } from "../expression/scalar.js";
import { substitute } from "../expression/steps.js";
import { scalarTypeOf } from "../ops/cast.js";
import { rowMajor, spread } from "./axes.js";
import type { Frame } from "./frame.js";
import type { Operand, RowProgram, Stage, Store } from "./rowProgram.js";
import type { Read, Task, Value } from "./tasks.js";
import { Written } from "./written.js";

/** A value that a kernel gets the place of, from its start on in elements. */
export interface Pointer {
  readonly value: Value;
  readonly offset: number;
}

/** What a fused kernel computes, and from what. */
export interface FusedLoops {
  readonly program: RowProgram;
  /** One for each of the program's reads, and of its writes. */
  readonly reads: readonly Pointer[];
  readonly writes: readonly Value[];
  /** Whether an output may lie where an input lies: each of its elements is written when no later step reads it. */
  mayReplace(output: Value, input: Value): boolean;
}

/** The loops of a frame. `needed` are the values that others read. */
export function fusedLoops(frame: Frame, needed: ReadonlySet<Value>): FusedLoops {
  return new Builder(frame, needed).build();
}

class Builder {
  readonly #reads: { readonly pointer: Pointer; readonly operand: Operand }[] = [];
  readonly #readNumbers = new Map<string, number>();
  readonly #values = new Map<Value, number>();
  readonly #reductions: Task[];
  readonly #written: Written;
  readonly #made = new Map<string, Expression>();

  constructor(
    readonly frame: Frame,
    needed: ReadonlySet<Value>,
  ) {
    this.#written = new Written(frame, needed);
    const walk = (task: Task) => frame.places.get(task)!.stage;
    this.#reductions = frame.tasks.filter(({ reduction }) => reduction);
    this.#reductions.sort((a, b) => walk(a) - walk(b));
  }

  build(): FusedLoops {
    const { frame } = this;
    const place = (task: Task) => frame.places.get(task)!;
    const stages: Stage[] = Array.from({ length: frame.stages }, (_, stage) => ({
      reductions: this.#reductions
        .filter((task) => place(task).stage === stage + 1)
        .map(({ reads, reduction }) => ({
          ...reduction!,
          map: substitute(reduction!.map, [this.#read(reads[0]!, false, stage)]),
        })),
      stores: this.#stores((task) => !place(task).kept && place(task).stage === stage, stage),
    }));
    const results = this.#stores((task) => place(task).kept, frame.stages);
    return {
      program: this.#program(stages, results),
      reads: this.#reads.map(({ pointer }) => pointer),
      writes: this.#written.tasks.map((task) => this.#written.homeOf(task)),
      mayReplace: (output, from) => this.#written.mayReplace(output, from),
    };
  }

  #program(stages: readonly Stage[], results: readonly Store[]): RowProgram {
    const { axes, places } = this.frame;
    // Accumulators come after all that is read, which is known only now.
    const reads = this.#reads.length;
    const numbered = (expression: Expression) =>
      substitute(expression, (i, type) => input(i < 0 ? reads - 1 - i : i, type).node);
    const stored = ({ value, target }: Store) => ({ value: numbered(value), target });
    return {
      shape: axes.map(({ size }) => size),
      reduced: axes.map(({ reduced }) => reduced),
      reads: this.#reads.map(({ operand }) => operand),
      writes: this.#written.tasks.map((task) => ({
        dtype: task.output.spec.dtype,
        strides: rowMajor(axes, places.get(task)!.kept),
      })),
      stages: stages.map(({ reductions, stores }) => ({
        reductions: reductions.map((reduction) => ({ ...reduction, map: numbered(reduction.map) })),
        stores: stores.map(stored),
      })),
      results: results.map(stored),
    };
  }

  #stores(chosen: (task: Task) => boolean, stage: number): Store[] {
    return this.#written.tasks.flatMap((task, target) =>
      chosen(task) ? [{ value: this.#valueOf(task, stage), target }] : [],
    );
  }

  /** The elements of a task, computed in a walk. */
  #valueOf(task: Task, stage: number): Expression {
    const key = `${task.index} ${stage}`;
    let made = this.#made.get(key);
    if (made) return made;
    const { kept } = this.frame.places.get(task)!;
    if (task.reduction) {
      // Numbered from -1 down until the number of reads is known.
      const number = -1 - this.#reductions.indexOf(task);
      made = substitute(task.expression!, [
        { kind: "input", type: task.reduction.accumulator, index: number },
      ]);
    } else {
      made = substitute(
        task.expression!,
        task.reads.map((read) => this.#read(read, kept, stage)),
      );
    }
    this.#made.set(key, made);
    return made;
  }

  /** What a task reads, in a walk: a constant, an operand, or the expression of a task of this kernel. */
  #read(read: Read, kept: boolean, stage: number): Expression {
    const { value, spec } = read;
    const type = scalarTypeOf(spec.dtype);
    if (spec.constant !== undefined) return constant(spec.constant, type).node;
    const { task } = value;
    const place = task && this.frame.places.get(task);
    if (!task || !place) return this.#operand(read, kept);
    if (!place.kept && place.stage < stage && this.#written.tasks.includes(task)) return this.#again(task);
    const expression = this.#valueOf(task, stage);
    return spec.dtype === "uint8" ? new Scalar(expression).and(255).node : expression;
  }

  #operand({ value, spec, offset }: Read, kept: boolean): Expression {
    const { axes } = this.frame;
    const own = kept ? axes.filter(({ reduced }) => !reduced) : axes;
    const strides = spread(spec.shape, spec.strides, own);
    const all = kept ? axes.map(({ reduced }) => (reduced ? 0 : strides.shift()!)) : strides;
    return this.#numbered({ value, offset }, { dtype: spec.dtype, strides: all });
  }

  /** The elements that an earlier walk wrote. */
  #again(task: Task): Expression {
    const value = this.#written.homeOf(task);
    return this.#numbered(
      { value, offset: 0 },
      { dtype: task.output.spec.dtype, strides: rowMajor(this.frame.axes, false) },
    );
  }

  #numbered(pointer: Pointer, operand: Operand): Expression {
    if (!this.#values.has(pointer.value)) this.#values.set(pointer.value, this.#values.size);
    const key = `${this.#values.get(pointer.value)} ${pointer.offset} ${operand.dtype} ${operand.strides}`;
    let number = this.#readNumbers.get(key);
    if (number === undefined) {
      number = this.#reads.length;
      this.#readNumbers.set(key, number);
      this.#reads.push({ pointer, operand });
    }
    return input(number, scalarTypeOf(operand.dtype)).node;
  }
}
