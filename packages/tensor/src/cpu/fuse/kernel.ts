import { bytesOf } from "../../dtype.js";
import type { Frame } from "../../fuse/frame.js";
import { type FusedLoops, fusedLoops, type Pointer } from "../../fuse/loops.js";
import type { RowProgram } from "../../fuse/rowProgram.js";
import type { Value } from "../../fuse/tasks.js";
import type { Call } from "../codegen/call.js";
import { elementwiseCall } from "../codegen/elementwise.js";
import { rowCall } from "../codegen/rows.js";
import type { CpuMachine } from "../kernel.js";

/** A fused kernel ready to call: the pointers are those of `reads`, in bytes, then of `writes`. */
export interface FusedKernel extends Omit<FusedLoops, "program"> {
  readonly call: Call;
}

/** Generates the kernel of a frame. `needed` are the values that others read. */
export function fusedKernel(machine: CpuMachine, frame: Frame, needed: ReadonlySet<Value>): FusedKernel {
  const { program, reads, ...loops } = fusedLoops(frame, needed);
  const inBytes = ({ value, offset }: Pointer) => ({ value, offset: offset * bytesOf(value.spec.dtype) });
  return { ...loops, reads: reads.map(inBytes), call: callOf(machine, program) };
}

function callOf(machine: CpuMachine, program: RowProgram): Call {
  const { shape, stages, reads, writes } = program;
  if (stages.some(({ reductions }) => reductions.length > 0)) return rowCall(machine, program);
  // Without a reduction there is one walk, and it writes all outputs in their order.
  return elementwiseCall(
    machine,
    stages[0]!.stores.map(({ value }) => value),
    reads.map((operand) => ({ ...operand, shape })),
    shape,
    writes.map(({ dtype }) => dtype),
  );
}
