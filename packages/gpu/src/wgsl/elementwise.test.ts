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
