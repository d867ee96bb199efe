import { conformanceChecks, runChecks } from "@mebae/conformance";
import { accuracy } from "@mebae/gpu/codegen";
import { createReferenceBackend, Generator } from "@mebae/tensor";
import type { Backend, Binding, Graph, ValueSpec } from "@mebae/tensor/backend";
import { afterAll, expect } from "vitest";
import { device, gpuTest } from "../gpu/device.js";

afterAll(() => device?.dispose());

const word = new DataView(new ArrayBuffer(4));

/** Of the two float32 about a number that is none, one by chance: WGSL's "correctly rounded". */
function eitherNeighbour(x: number, generator: Generator): number {
  const nearest = Math.fround(x);
  if (nearest === x || !Number.isFinite(nearest) || nearest === 0 || generator.uniform() < 0.5)
    return nearest;
  const isOutwards = Math.abs(x) > Math.abs(nearest);
  word.setFloat32(0, nearest);
  word.setInt32(0, word.getInt32(0) + (isOutwards ? 1 : -1));
  return word.getFloat32(0);
}

/** The reference in float64, of which each result is rounded up or down. */
function roundingEitherWay(): Backend {
  const reference = createReferenceBackend();
  const generator = new Generator(3);
  const wide = <T extends ValueSpec>(spec: T): T =>
    spec.dtype === "float32" ? { ...spec, dtype: "float64" } : spec;
  const widened = (spec: ValueSpec, { handle, offset }: Binding): Binding =>
    spec.dtype === "float32"
      ? { handle: Float64Array.from(new Float32Array(handle as ArrayBuffer)).buffer, offset }
      : { handle, offset };
  const run = (graph: Graph, inputs: readonly Binding[], outputs: readonly Binding[]): void => {
    const nodes = graph.nodes.map((node) => ({ ...node, output: wide(node.output) }));
    const specs = graph.outputs.map((value) => graph.nodes[value - graph.inputs.length]!.output);
    const results = outputs.map((output, i) => widened(specs[i]!, output));
    reference.run(
      { ...graph, nodes, inputs: graph.inputs.map(wide) },
      inputs.map((input, i) => widened(graph.inputs[i]!, input)),
      results,
    );
    results.forEach(({ handle }, i) => {
      if (specs[i]!.dtype !== "float32") return;
      const numbers = new Float64Array(handle as ArrayBuffer);
      new Float32Array(outputs[i]!.handle as ArrayBuffer).set(
        numbers.map((x) => eitherNeighbour(x, generator)),
      );
    });
  };
  return {
    ...reference,
    dtypes: new Set([...reference.dtypes].filter((dtype) => dtype !== "float64")),
    accuracy,
    run: run as Backend["run"],
  };
}

// What a kernel that is wrong meets is in faults.test.ts.
// The tolerances of engines on adapters: tested where such an engine is.
gpuTest(
  "arithmetic that rounds up or down as it likes keeps every tolerance",
  {
    timeout: 300_000,
  },
  async () => {
    const checks = conformanceChecks(roundingEitherWay(), { layouts: "in turn" });
    const outcomes = await runChecks(checks, { atOnce: 1 });
    expect(
      outcomes.flatMap(({ check, error }) => (error ? [`${check.name}: ${error.message}`] : [])),
    ).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(600);
  },
);
