import { type Check, ConformanceError, conformanceChecks, Expectations } from "@mebae/conformance";
import { accuracy } from "@mebae/gpu/codegen";
import { createReferenceBackend } from "@mebae/tensor";
import type { AnyOp, Backend, Binding, Graph } from "@mebae/tensor/backend";
import { afterAll, expect } from "vitest";
import { device, gpuTest } from "../gpu/device.js";

afterAll(() => device?.dispose());

// Tolerances that follow from a backend's accuracy are too narrow for a kernel that is wrong.
interface Fault {
  /** What a kernel reads in place of what stands in its first input's memory. */
  readonly reads?: (numbers: Float32Array) => void;
  /** What becomes of its results. */
  readonly writes?: (numbers: Float32Array) => void;
}

const tooLarge: Fault = {
  writes: (numbers) => {
    for (let i = 0; i < numbers.length; i++) numbers[i]! *= 1.01;
  },
};

const forgottenTerm: Fault = { reads: (numbers) => numbers.fill(0, numbers.length - 1) };

/** A backend as accurate as WGSL's, with a kernel that may be made wrong. */
class Breakable {
  /** The op that has the fault. */
  broken = "";
  /** Ops that ran, and everything that was read. */
  readonly ran = new Set<AnyOp>();
  readonly read: Float32Array[] = [];
  readonly backend: Backend;
  readonly #reference = createReferenceBackend();

  constructor(readonly fault: Fault) {
    const { dtypes, read } = this.#reference;
    this.backend = {
      ...this.#reference,
      dtypes: new Set([...dtypes].filter((dtype) => dtype !== "float64")),
      accuracy,
      run: (program, inputs, outputs) => this.#run(program as Graph, inputs, outputs),
      read: async (...place) => {
        const bytes = await read(...place);
        this.read.push(new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4)));
        return bytes;
      },
    };
  }

  #run(graph: Graph, inputs: readonly Binding[], outputs: readonly Binding[]): void {
    const { op, output } = graph.nodes[0]!;
    this.ran.add(op);
    this.#reference.run(graph, inputs, outputs);
    if (output.dtype !== "float32" || op.name !== this.broken) return;
    if (this.fault.reads && graph.inputs[0]!.dtype === "float32") {
      const handle = (inputs[0]!.handle as ArrayBuffer).slice(0);
      this.fault.reads(new Float32Array(handle));
      try {
        this.#reference.run(graph, [{ ...inputs[0]!, handle }, ...inputs.slice(1)], outputs);
      } catch {
        // What a kernel refuses then isn't a wrong result.
        this.#reference.run(graph, inputs, outputs);
      }
    }
    this.fault.writes?.(new Float32Array(outputs[0]!.handle as ArrayBuffer));
  }

  /** What is read while a check runs, and whether it passes. */
  async observe(check: Check, broken: string): Promise<{ read: Float32Array[]; passes: boolean }> {
    this.broken = broken;
    this.read.length = 0;
    const passes = await check.run().then(
      () => true,
      (error) => {
        if (error instanceof ConformanceError) return false;
        throw error;
      },
    );
    return { read: [...this.read], passes };
  }
}

/**
 * Whether results are wrong beyond rounding: a shift by the maximum, or a factor above and below a fraction line, may be
 * wrong and change nothing.
 */
function differ(found: readonly Float32Array[], right: readonly Float32Array[]): boolean {
  return right.some((numbers, k) => {
    // Inputs are about 1: what is far below is what rounding has left of a difference.
    const largest = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0.01);
    return numbers.some((x, i) => Math.abs(x - found[k]![i]!) > 1e-4 * largest);
  });
}

const expectations = new Expectations();

/** Breaks every kernel of every check, one at a time: those that pass although what they read was wrong. */
async function survivors(fault: Fault, hits: (op: AnyOp) => boolean): Promise<string[]> {
  const breakable = new Breakable(fault);
  const checks = conformanceChecks(breakable.backend, { expectations, layouts: "in turn" }).filter(
    ({ kind, name }) => kind !== "compiled gradients" && name.includes("float32"),
  );
  const passed: string[] = [];
  let caught = 0;
  for (const check of checks) {
    breakable.ran.clear();
    const right = await breakable.observe(check, "");
    expect(right.passes).toBe(true);
    const names = new Set([...breakable.ran].filter(hits).map(({ name }) => name));
    for (const name of names) {
      const wrong = await breakable.observe(check, name);
      if (!wrong.passes) caught++;
      else if (differ(wrong.read, right.read)) passed.push(`${check.name}, ${name}`);
    }
  }
  console.log(`${caught} wrong kernels`);
  expect(caught).toBeGreaterThan(100);
  return passed;
}

// The tolerances of engines on adapters: tested where such an engine is.
gpuTest("a kernel that is 1 % off is found, whichever it is", { timeout: 300_000 }, async () => {
  expect(await survivors(tooLarge, () => true)).toEqual([]);
});

gpuTest("a forgotten term is found, whichever it is", { timeout: 300_000 }, async () => {
  const adds = ({ kind }: AnyOp) => kind === "reduction" || kind === "kernel";
  expect(await survivors(forgottenTerm, adds)).toEqual([]);
});
