import { type Backend, type Binding, createReferenceBackend, type Graph } from "@mebae/tensor";
import type { Accuracy } from "@mebae/tensor/backend";
import { allCases } from "@mebae/tensor/cases";
import { expect, test } from "vitest";
import { createBoundedReference } from "./bounds/boundedReference.js";
import { Expectations } from "./expectations.js";
import { runChecks } from "./runChecks.js";
import { conformanceChecks, testBackend } from "./testBackend.js";

// The suite itself: a right backend passes, and each way of being wrong is found.
const cases = allCases.filter(({ name }) => ["mul", "sum", "sin", "relu", "concatenate"].includes(name));

type Run = (graph: Graph, inputs: readonly Binding[], outputs: readonly Binding[]) => void;

/** The reference, but for how it runs a graph; it reads asynchronously only, as a GPU does. */
function wrapped(change: (run: Run) => Run): Backend {
  const reference = createReferenceBackend();
  return {
    ...reference,
    name: "wrapped",
    readSync: undefined,
    run: change((graph, inputs, outputs) => reference.run(graph, inputs, outputs)) as Backend["run"],
  };
}

/** Maps every float32 or float64 element that a graph has written. */
function onResults(map: (value: number) => number): Backend {
  return wrapped((run) => (graph, inputs, outputs) => {
    run(graph, inputs, outputs);
    graph.outputs.forEach((value, i) => {
      const { dtype } = graph.nodes[value - graph.inputs.length]!.output;
      const handle = outputs[i]!.handle as ArrayBuffer;
      if (dtype === "float32") new Float32Array(handle).set(new Float32Array(handle).map(map));
      if (dtype === "float64") new Float64Array(handle).set(new Float64Array(handle).map(map));
    });
  });
}

async function failures(backend: Backend): Promise<string[]> {
  const messages: string[] = [];
  for (const check of conformanceChecks(backend, { cases })) {
    try {
      await check.run();
    } catch (error) {
      messages.push(`${check.name}: ${(error as Error).message}`);
    }
  }
  return messages;
}

test("a backend that does what the reference does passes, reading asynchronously only", async () => {
  expect(await failures(wrapped((run) => run))).toEqual([]);
});

test("errors beyond the bound are found, in values, gradients and second gradients", async () => {
  const found = await failures(onResults((x) => x * (1 + 1e-6)));
  expect(found.join("\n")).toContain("sin float32: values:");
  // A gradient goes through several ops, each of which may round.
  const further = (await failures(onResults((x) => x * (1 + 3e-5)))).join("\n");
  expect(further).toContain("sin float32: gradients:");
  expect(further).toContain("sin float32: second gradients:");
  expect(found[0]).toMatch(/seed 0, element \[.*\]: expected .*, got /);
});

test("lost NaNs, infinities and signs of zeros are found", async () => {
  const lost = [
    onResults((x) => (Number.isNaN(x) ? 0 : x)),
    onResults((x) => Math.max(-3e38, Math.min(3e38, x))),
    onResults((x) => (x === 0 ? 0 : x)),
  ];
  for (const backend of lost) {
    expect((await failures(backend)).join("\n")).toContain("mul([121], [121]) (special values) float32");
  }
});

test("ignored strides and offsets are found", async () => {
  const contiguous = (shape: readonly number[]) =>
    shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const noStrides = wrapped((run) => (graph, inputs, outputs) => {
    const straight = graph.inputs.map((spec) => ({ ...spec, strides: contiguous(spec.shape) }));
    run({ ...graph, inputs: straight }, inputs, outputs);
  });
  const noOffsets = wrapped((run) => (graph, inputs, outputs) => {
    const first = inputs.map((input, i) => {
      const back = graph.inputs[i]!.strides.some((stride) => stride < 0);
      return back ? input : { ...input, offset: 0 };
    });
    run(graph, first, outputs);
  });
  expect((await failures(noStrides)).join("\n")).toContain("inputs transposed");
  expect((await failures(noOffsets)).join("\n")).toContain("inputs sliced with steps");
});

test("float16 is tested where a backend has it, to its own digits", async () => {
  const ieee: Accuracy = {
    ulp: { add: 0.5, subtract: 0.5, multiply: 0.5, divide: 0.5, squareRoot: 0.5, convert: 0.5 },
    flushesSubnormals: false,
  };
  // The only backend here that has it, op by op.
  const { errorsOf, ...own } = createBoundedReference(createReferenceBackend(), ieee);
  const halves = {
    ...own,
    accuracy: ieee,
    dtypes: new Set(["float16", "float32", "bool", "int32"] as const),
  };
  const outcomes = (backend: Backend) =>
    runChecks(
      conformanceChecks(backend, { cases, layouts: "in turn" }).filter(
        ({ kind, name }) => kind !== "compiled gradients" && name.includes("float16"),
      ),
    );
  const right = await outcomes(halves);
  expect(right.flatMap(({ error }) => error?.message ?? [])).toEqual([]);
  expect(right.map(({ check }) => check.name)).toContain("sin float16: second gradients");
  const run: Backend["run"] = (program, inputs, outputs) => {
    own.run(program, inputs, outputs);
    const { data } = outputs[0]!.handle as { data: Float64Array };
    if ((program as Graph).nodes[0]!.output.dtype === "float16") data.forEach((x, i) => (data[i] = x * 1.01));
  };
  const wrong = await outcomes({ ...halves, run });
  const passed = wrong.filter(({ check, error }) => check.kind === "values" && !error);
  expect(passed.map(({ check }) => check.name)).toEqual([]);
});

test("a changed input is found", async () => {
  const spoiler = wrapped((run) => (graph, inputs, outputs) => {
    run(graph, inputs, outputs);
    for (const input of inputs) new Uint8Array(input.handle as ArrayBuffer).fill(1, 0, 1);
  });
  expect((await failures(spoiler)).join("\n")).toMatch(/input \d afterwards/);
});

test("every check becomes a test, in the dtypes that the backend claims", () => {
  const names: string[] = [];
  const backend = { ...createReferenceBackend(), dtypes: new Set(["float32", "int32"] as const) };
  const count = testBackend(backend, { cases, test: (name) => names.push(name) });
  expect(names.length).toBe(count);
  expect(names).toContain("reference: mul int32: values");
  expect(names.some((name) => name.includes("float64"))).toBe(false);
});

test("a second suite with the same expectations finds what the first would", async () => {
  const expectations = new Expectations();
  const run = async (backend: Backend) => {
    let found = "";
    for (const check of conformanceChecks(backend, { cases, expectations })) {
      await check.run().catch((error: Error) => (found += `${error.message}\n`));
    }
    return found;
  };
  let runs = 0;
  const reference = createReferenceBackend();
  const counting = wrapped((inner) => (...args) => {
    runs++;
    inner(...args);
  });
  expect(await run(counting)).toBe("");
  const once = runs;
  expect(await run(onResults((x) => x * (1 + 3e-5)))).toMatch(/sin.*gradient by input 0/);
  expect(await run(reference)).toBe("");
  expect(await run(counting)).toBe("");
  expect(runs).toBe(2 * once);
});
