import type { FusedLoops, LoopOperand, Value } from "@mebae/tensor/backend";
import type { ShaderModule } from "./module.js";
import type { Operand } from "./operand.js";

/** The operands of a fused kernel, bound where a dispatch uses them. */
export interface BoundLoops {
  readonly inputs: readonly (Operand | undefined)[];
  readonly outputs: readonly (Operand | undefined)[];
}

/**
 * Which buffer each read and each write of fused loops is of. A value that a later walk along a row finds again, where an
 * earlier one wrote it, is read through the binding that it is written through, since WebGPU allows no second one.
 */
export interface LoopBuffers {
  /** Of each read: the number of the kernel's input, or of the kernel's output. */
  readonly reads: readonly { readonly kind: "input" | "output"; readonly index: number }[];
  /** Of each write: the number of the kernel's output. */
  readonly writes: readonly number[];
  /** How many inputs and outputs there are. */
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * Numbers the values that loops read and write; each pointer with its own offset is an input of its own.
 * @param replaced Inputs in whose places outputs are written, with those outputs.
 */
export function loopBuffers(
  { reads, writes }: Pick<FusedLoops, "reads" | "writes">,
  replaced: ReadonlyMap<Value, Value> = new Map(),
): LoopBuffers {
  const distinct = [...new Set(writes)];
  let inputs = 0;
  return {
    reads: reads.map(({ value }) => {
      const output = distinct.indexOf(replaced.get(value) ?? value);
      return output < 0 ? { kind: "input", index: inputs++ } : { kind: "output", index: output };
    }),
    writes: writes.map((value) => distinct.indexOf(value)),
    outputs: distinct.length,
    get inputs() {
      return inputs;
    },
  };
}

/** Numbers of the reads and of the writes that a dispatch does. */
export interface LoopUse {
  readonly reads: ReadonlySet<number>;
  readonly writes: ReadonlySet<number>;
}

/** Adds the writes through whose bindings values are read. */
export function withReadOutputs({ reads, writes }: LoopUse, buffers: LoopBuffers): LoopUse {
  const read = [...reads].map((i) => buffers.reads[i]!).filter(({ kind }) => kind === "output");
  const through = read.map(({ index }) => buffers.writes.indexOf(index));
  return { reads, writes: new Set([...writes, ...through]) };
}

/** How many buffers a dispatch binds. */
export function buffersOf({ reads, writes }: LoopUse, buffers: LoopBuffers): number {
  const inputs = [...reads].filter((i) => buffers.reads[i]!.kind === "input");
  return inputs.length + new Set([...writes].map((i) => buffers.writes[i]!)).size;
}

/** Binds inputs in their order and then outputs: all, or those that a dispatch uses, so that others have no operand. */
export function bindLoops(
  module: ShaderModule,
  shape: readonly number[],
  reads: readonly LoopOperand[],
  writes: readonly LoopOperand[],
  buffers: LoopBuffers,
  used?: LoopUse,
): BoundLoops {
  const spec = ({ dtype, strides }: LoopOperand) => ({ dtype, shape, strides });
  const own = reads.map((read, i) => {
    const { kind, index } = buffers.reads[i]!;
    return kind === "input" && (used?.reads.has(i) ?? true) ? module.input(index, spec(read)) : undefined;
  });
  const bound = new Map<number, Operand>();
  const outputs = writes.map((write, i) => {
    if (!(used?.writes.has(i) ?? true)) return undefined;
    const index = buffers.writes[i]!;
    const other = bound.get(index);
    const operand = other ? module.sharing(other, spec(write)) : module.output(spec(write), index);
    if (!other) bound.set(index, operand);
    return operand;
  });
  const inputs = reads.map((read, i) => {
    const { kind, index } = buffers.reads[i]!;
    const through = kind === "output" ? bound.get(index) : undefined;
    return own[i] ?? (through && module.sharing(through, spec(read)));
  });
  return { inputs, outputs };
}
