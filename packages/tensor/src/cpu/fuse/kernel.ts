import { bytesOf } from "../../dtype.js";
import type { Expression } from "../../expression/expression.js";
import { constant, input, Scalar } from "../../expression/scalar.js";
import { substitute } from "../../expression/steps.js";
import { rowMajor, spread } from "../../fuse/axes.js";
import type { Frame } from "../../fuse/frame.js";
import type { Read, Task, Value } from "../../fuse/tasks.js";
import { Written } from "../../fuse/written.js";
import { scalarTypeOf } from "../../ops/cast.js";
import type { Call } from "../codegen/call.js";
import { elementwiseCall } from "../codegen/elementwise.js";
import { type Operand, rowCall, type Stage, type Store } from "../codegen/rows.js";
import type { CpuMachine } from "../kernel.js";

/** A value that a call gets the address of, from its start on in bytes. */
export interface Pointer {
  readonly value: Value;
  readonly offset: number;
}

/** A fused kernel ready to call: the pointers are those of `reads`, then of `writes`. */
export interface FusedKernel {
  readonly call: Call;
  readonly reads: readonly Pointer[];
  readonly writes: readonly Value[];
  /** Whether an output may lie where an input lies: each of its elements is written when no later step reads it. */
  mayReplace(output: Value, input: Value): boolean;
}

/** Generates the kernel of a frame. `needed` are the values that others read. */
export function fusedKernel(machine: CpuMachine, frame: Frame, needed: ReadonlySet<Value>): FusedKernel {
  return new Builder(machine, frame, needed).build();
}

class Builder {
  readonly #reads: { readonly pointer: Pointer; readonly operand: Operand }[] = [];
  readonly #readNumbers = new Map<string, number>();
  readonly #values = new Map<Value, number>();
  readonly #reductions: Task[];
  readonly #written: Written;
  readonly #made = new Map<string, Expression>();

  constructor(
    readonly machine: CpuMachine,
    readonly frame: Frame,
    needed: ReadonlySet<Value>,
  ) {
    this.#written = new Written(frame, needed);
    const walk = (task: Task) => frame.places.get(task)!.stage;
    this.#reductions = frame.tasks.filter(({ reduction }) => reduction);
    this.#reductions.sort((a, b) => walk(a) - walk(b));
  }

  build(): FusedKernel {
    const { machine, frame } = this;
    const writes = this.#written.tasks.map((task) => this.#written.homeOf(task));
    const shape = frame.axes.map(({ size }) => size);
    let call: Call;
    if (this.#reductions.length === 0) {
      const roots = this.#written.tasks.map((task) => this.#valueOf(task, 0));
      const specs = this.#reads.map(({ operand }) => ({ ...operand, shape }));
      call = elementwiseCall(
        machine,
        roots,
        specs,
        shape,
        writes.map(({ spec }) => spec.dtype),
      );
    } else call = this.#rows(shape);
    return {
      call,
      reads: this.#reads.map(({ pointer }) => pointer),
      writes,
      mayReplace: (output, from) => this.#written.mayReplace(output, from),
    };
  }

  #rows(shape: readonly number[]): Call {
    const { machine, frame } = this;
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
    const writes = this.#written.tasks.map((task) => ({
      dtype: task.output.spec.dtype,
      strides: rowMajor(frame.axes, place(task).kept),
    }));
    // Accumulators come after all that is read, which is known only now.
    const reads = this.#reads.length;
    const numbered = (expression: Expression) =>
      substitute(expression, (i, type) => input(i < 0 ? reads - 1 - i : i, type).node);
    return rowCall(machine, {
      shape,
      reduced: frame.axes.map(({ reduced }) => reduced),
      reads: this.#reads.map(({ operand }) => operand),
      writes,
      stages: stages.map(({ reductions, stores }) => ({
        reductions: reductions.map((reduction) => ({ ...reduction, map: numbered(reduction.map) })),
        stores: stores.map(({ value, target }) => ({ value: numbered(value), target })),
      })),
      results: results.map(({ value, target }) => ({ value: numbered(value), target })),
    });
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
    return this.#numbered(
      { value, offset: offset * bytesOf(spec.dtype) },
      { dtype: spec.dtype, strides: all },
    );
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
