import { greater, mul, remainder, tensor } from "@mebae/tensor";
import { input, type RowProgram } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import { gpu } from "../backend.js";
import { leastFacts } from "../kernel.js";
import { gpuTest } from "../testing/dawn.js";
import { elementwiseDispatch } from "./elementwise.js";
import { constantText } from "./scalars.js";

test("a bool and a float of one program: bytes meet in the workgroup's memory, or by shuffles", () => {
  const x = input(0, "float32");
  const program: RowProgram = {
    shape: [335],
    reduced: [false],
    reads: [{ dtype: "float32", strides: [1] }],
    writes: [
      { dtype: "bool", strides: [1] },
      { dtype: "float32", strides: [1] },
    ],
    stages: [
      {
        reductions: [],
        stores: [
          { value: x.greater(1).node, target: 0 },
          { value: x.mul(2).node, target: 1 },
        ],
      },
    ],
    results: [],
  };
  const buffers = { reads: [{ kind: "input", index: 0 }], writes: [0, 1], inputs: 1, outputs: 2 } as const;
  const { code, workgroups } = elementwiseDispatch(leastFacts, program, buffers, "greater·mul");
  expect(workgroups).toBe(6);
  expect(code).not.toContain("for (");
  expect(code).toMatchSnapshot();
  const facts = { ...leastFacts, subgroupSize: 4 };
  const shuffled = elementwiseDispatch(facts, program, buffers, "greater·mul").code;
  expect(shuffled).not.toContain("workgroupBarrier");
  expect(shuffled).toMatchSnapshot();
});

test("float16 is computed as float32, and rounded where it is stored", () => {
  const program: RowProgram = {
    shape: [9, 5],
    reduced: [false, false],
    reads: [
      { dtype: "float16", strides: [1, 9] },
      { dtype: "float32", strides: [5, 1] },
    ],
    writes: [{ dtype: "float16", strides: [5, 1] }],
    stages: [
      {
        reductions: [],
        stores: [{ value: input(0, "float32").mul(input(1, "float32")).add(0.5).node, target: 0 }],
      },
    ],
    results: [],
  };
  const reads = [0, 1].map((index) => ({ kind: "input", index }) as const);
  const facts = { ...leastFacts, float16: true };
  const buffers = { reads, writes: [0], inputs: 2, outputs: 1 };
  expect(elementwiseDispatch(facts, program, buffers, "mul·add").code).toMatchSnapshot();
});

test("loops that differ only in how long they are share a shader, beyond what a row of workgroups holds too", () => {
  const doubled = (size: number, dtype: "float32" | "bool") => {
    const x = input(0, "float32");
    const value = dtype === "bool" ? x.greater(1) : x.mul(2);
    const program: RowProgram = {
      shape: [size],
      reduced: [false],
      reads: [{ dtype: "float32", strides: [1] }],
      writes: [{ dtype, strides: [1] }],
      stages: [{ reductions: [], stores: [{ value: value.node, target: 0 }] }],
      results: [],
    };
    const buffers = { reads: [{ kind: "input", index: 0 }], writes: [0], inputs: 1, outputs: 1 } as const;
    return elementwiseDispatch(leastFacts, program, buffers, "x");
  };
  for (const dtype of ["float32", "bool"] as const) {
    const [short, long] = [doubled(5, dtype), doubled(2 ** 23, dtype)];
    expect(long.code).toBe(short.code);
    expect([short.invocations, long.invocations]).toEqual([5, 2 ** 23]);
    expect([short.workgroups, long.workgroups]).toEqual([1, 2 ** 17]);
  }
});

test("no compiler knows a -0, which it might take for 0", () => {
  expect(constantText(-0, "float32")).toBe("bitcast<f32>(0x80000000u | call[0].x)");
  expect(constantText(0, "float32")).toBe("f32(0.0)");
});

gpuTest("bytes of lengths that fill no word and no workgroup, and signs of zeros", async () => {
  using backend = await gpu();
  for (const length of [1, 3, 5, 64, 66, 335]) {
    const x = tensor(
      Float32Array.from({ length }, (_, i) => (i * 7) % 5),
      { backend },
    );
    const found = await greater(mul(x, 2), 4).data();
    expect([...found]).toEqual(Array.from({ length }, (_, i) => Number(2 * ((i * 7) % 5) > 4)));
  }
  const rest = remainder(tensor([0, 6, -6, 0], { backend }), tensor([-Infinity, -3, 3, 2], { backend }));
  expect([...(await rest.data())].map((zero) => Object.is(zero, -0))).toEqual([true, true, false, false]);
});
