import { type Backend, createReferenceBackend, type Tensor } from "@mebae/tensor";
import {
  type AnyAttributes,
  type Binding,
  bytesOf,
  type Graph,
  sizeOf,
  type TypedArray,
  typedArray,
} from "@mebae/tensor/backend";
import { expect } from "vitest";
import type { BufferUse, Dispatch, GpuFacts, GpuKernel, KernelPlan } from "../kernel.js";
import { leastFacts } from "../kernel.js";
import { kernels } from "../kernels/index.js";
import { mostAcross } from "../wgsl/module.js";
import { dawnAdapter } from "./dawn.js";

/** One run of a kernel: what went in, and what the op's plain definition made of it. */
export interface Run {
  readonly graph: Graph;
  readonly kernel: GpuKernel;
  readonly inputs: readonly { readonly bytes: Uint8Array; readonly offset: number }[];
  readonly expected: Uint8Array;
}

export interface CheckOptions {
  /** How far a float may be from the plain definition's, relative to it and to 1; equal by default. */
  readonly tolerance?: number;
  /** How far an element of the last op's output may be at most, by its row-major number: what an analysis of its errors gives. */
  readonly bound?: (i: number) => number;
  readonly facts?: GpuFacts;
  /** In place of the kernel in the table: one that plans otherwise. */
  readonly kernel?: GpuKernel<AnyAttributes>;
}

/**
 * Computes on Dawn what the function computes, and compares each op that has a kernel here with its plain definition. The
 * function makes its tensors on the backend that it gets; ops without a kernel here run on the reference alone.
 */
export async function checkKernel(
  compute: (backend: Backend) => Tensor,
  options: CheckOptions = {},
): Promise<void> {
  const runs: Run[] = [];
  compute(recordingBackend(runs));
  expect(runs.length, "no op of the function has a kernel").toBeGreaterThan(0);
  for (const run of runs) await checkRun({ ...run, kernel: options.kernel ?? run.kernel }, options);
}

/** The error of a value that a kernel refuses, computed on Dawn. */
export async function refusalOf(compute: (backend: Backend) => Tensor): Promise<Error | undefined> {
  const runs: Run[] = [];
  expect(() => compute(recordingBackend(runs)), "the plain definition refuses it").toThrow();
  const run = runs.at(-1)!;
  const { refused, output } = await runOnDawn(run, leastFacts);
  if (refused === undefined) return undefined;
  const { from, error } = planOf(run, leastFacts).refusals!;
  const { graph, inputs } = run;
  const { dtype } = from === "output" ? graph.nodes[0]!.output : graph.inputs[from]!;
  const { bytes, offset } = from === "output" ? { bytes: output, offset: 0 } : inputs[from]!;
  const values = typedArray(dtype, bytes.buffer, 0, Math.floor(bytes.length / bytesOf(dtype)));
  return error(refused, values[offset + refused]!);
}

/** The texts of a kernel's dispatches, for snapshots. */
export function kernelCode(compute: (backend: Backend) => Tensor, facts: GpuFacts = leastFacts): string[] {
  const runs: Run[] = [];
  compute(recordingBackend(runs));
  return runs.flatMap((run) => planOf(run, facts).dispatches.map(({ code }) => code));
}

function recordingBackend(runs: Run[]): Backend {
  const reference = createReferenceBackend();
  const outputBytes = ({ nodes }: Graph) => {
    const { dtype, shape } = nodes[0]!.output;
    return sizeOf(shape) * bytesOf(dtype);
  };
  return {
    ...reference,
    name: "recording",
    run: (program, inputs: readonly Binding[], outputs: readonly Binding[]) => {
      const graph = program as Graph;
      const kernel = kernels[graph.nodes[0]!.op.name];
      const bytes = inputs.map(({ handle, offset }) => ({
        bytes: new Uint8Array((handle as ArrayBuffer).slice(0)),
        offset,
      }));
      const add = (expected: Uint8Array) => {
        if (kernel && outputBytes(graph) > 0) runs.push({ graph, kernel, inputs: bytes, expected });
      };
      try {
        reference.run(program, inputs, outputs);
      } catch (error) {
        add(new Uint8Array(outputBytes(graph)));
        throw error;
      }
      add(new Uint8Array((outputs[0]!.handle as ArrayBuffer).slice(0)));
    },
  };
}

function planOf({ graph, kernel }: Run, facts: GpuFacts): KernelPlan {
  const { attributes, inputs, output } = graph.nodes[0]!;
  return kernel.prepare(
    facts,
    inputs.map((i) => graph.inputs[i]!),
    output,
    attributes,
  );
}

/** Compares a run with what is expected: `checkKernel` does so for ops, this for what no op is, like an epilogue. */
export async function checkRun(
  run: Run,
  { tolerance = 0, facts = leastFacts, bound }: CheckOptions,
): Promise<void> {
  const { dtype, shape } = run.graph.nodes[0]!.output;
  const { output, refused } = await runOnDawn(run, facts);
  expect(refused, "nothing is refused").toBeUndefined();
  const view = (bytes: Uint8Array): TypedArray =>
    typedArray(dtype, bytes.buffer, bytes.byteOffset, sizeOf(shape));
  const [found, expected] = [view(output), view(run.expected)];
  const { name } = run.graph.nodes[0]!.op;
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [found[i]!, expected[i]!];
    const allowed = bound?.(i) ?? tolerance * Math.max(1, Math.abs(b));
    const near = Object.is(a, b) || a === b || Math.abs(a - b) <= allowed;
    if (!near) expect.fail(`${name} [${shape}], element ${i}: expected ${b}, got ${a}`);
  }
}

const noRefusal = 0xffffffff;

let device: Promise<GPUDevice> | undefined;

/** With subgroups where the adapter has them: facts with their size may be tested then. */
async function dawnDevice(): Promise<GPUDevice> {
  const adapter = (await dawnAdapter())!;
  const requiredFeatures: GPUFeatureName[] = adapter.features.has("subgroups") ? ["subgroups"] : [];
  return adapter.requestDevice({ requiredFeatures });
}

async function runOnDawn(
  run: Run,
  facts: GpuFacts,
): Promise<{ output: Uint8Array; refused: number | undefined }> {
  const gpu = await (device ??= dawnDevice());
  gpu.pushErrorScope("validation");
  const plan = planOf(run, facts);
  const make = (bytes: number, data?: Uint8Array) => {
    const size = Math.max(16, Math.ceil(bytes / 16) * 16) + 16;
    const buffer = gpu.createBuffer({ size, usage: 0x80 | 0x8 | 0x4, mappedAtCreation: true });
    // What memory holds before must not matter.
    const memory = new Uint8Array(buffer.getMappedRange()).fill(0x7b);
    if (data) memory.set(data);
    buffer.unmap();
    return buffer;
  };
  const words = new Uint8Array(Uint32Array.of(noRefusal).buffer);
  const outputOffset = 5;
  const width = bytesOf(run.graph.nodes[0]!.output.dtype);
  const inputs = run.inputs.map(({ bytes }) => make(bytes.length, bytes));
  const output = make(run.expected.length + outputOffset * width);
  const scratch = (plan.scratch ?? []).map((bytes) => make(bytes));
  const refusals = make(4, words);
  const buffers = { input: inputs, output: [output], scratch, refusals: [refusals] };
  const offset = ({ kind, index }: BufferUse) =>
    kind === "input" ? run.inputs[index]!.offset : kind === "output" ? outputOffset : 0;
  const encoder = gpu.createCommandEncoder();
  for (const dispatch of plan.dispatches) {
    const uses = dispatch.buffers;
    const call = make(
      32 + 4 * uses.length,
      new Uint8Array(Uint32Array.from([0, ...uses.map(offset), dispatch.invocations ?? 0]).buffer),
    );
    const uniform = gpu.createBuffer({ size: call.size, usage: 0x40 | 0x8 });
    encoder.copyBufferToBuffer(call, 0, uniform, 0, call.size);
    encode(gpu, encoder, dispatch, [...uses.map(({ kind, index }) => buffers[kind][index]!), uniform]);
  }
  const read = (from: GPUBuffer) => {
    const to = gpu.createBuffer({ size: from.size, usage: 1 | 8 });
    encoder.copyBufferToBuffer(from, 0, to, 0, from.size);
    return async () => {
      await to.mapAsync(1);
      return new Uint8Array(to.getMappedRange().slice(0));
    };
  };
  const [readOutput, readRefusals] = [read(output), read(refusals)];
  gpu.queue.submit([encoder.finish()]);
  const error = await gpu.popErrorScope();
  if (error) throw new Error(`${error.message}\n${plan.dispatches.map(({ code }) => code).join("\n")}`);
  const place = new Uint32Array((await readRefusals()).buffer)[0]!;
  const bytes = (await readOutput()).slice(outputOffset * width);
  return {
    output: bytes.slice(0, run.expected.length),
    refused: place === noRefusal ? undefined : place,
  };
}

function encode(
  gpu: GPUDevice,
  encoder: GPUCommandEncoder,
  { code, workgroups, label }: Dispatch,
  bound: readonly GPUBuffer[],
): void {
  const module = gpu.createShaderModule({ code, label });
  const pipeline = gpu.createComputePipeline({ layout: "auto", compute: { module, entryPoint: "main" } });
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
  pass.setBindGroup(0, gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  const x = Math.min(workgroups, mostAcross);
  pass.dispatchWorkgroups(x, Math.ceil(workgroups / x));
  pass.end();
}
