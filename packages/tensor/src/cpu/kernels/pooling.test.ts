import { describe, expect, test } from "vitest";
import { grad } from "../../autograd/transforms.js";
import { tensor } from "../../creation.js";
import { useBackend } from "../../current.js";
import type { DType } from "../../dtype.js";
import type { AveragePool2dOptions } from "../../ops/averagePool2d.js";
import { averagePool2d, maxPool2d, mul, sum } from "../../ops/index.js";
import { poolingWindows } from "../../ops/pooling.js";
import { createReferenceBackend } from "../../reference/backend.js";
import type { Shape } from "../../shape.js";
import { createCpuBackend } from "../backend.js";
import { Machine } from "../machine.js";
import { cutMachine, randomValue, runKernel } from "./kernelHarness.js";
import { averageGradientKernel, averageKernel, maxIndicesKernel, scatterPlanesKernel } from "./pooling.js";

const cases: readonly [string, Shape, AveragePool2dOptions][] = [
  ["halves", [2, 3, 8, 8], { size: 2 }],
  ["halves of odd planes", [3, 2, 7, 13], { size: 2 }],
  ["the last four again", [1, 2, 14, 14], { size: 2 }],
  ["fewer than four windows", [1, 2, 5, 6], { size: 2 }],
  ["overlapping", [2, 2, 9, 15], { size: 3, stride: 2 }],
  ["padded", [2, 2, 11, 17], { size: 3, stride: 2, padding: 1 }],
  [
    "padded, counting what is inside",
    [2, 2, 6, 21],
    { size: 3, stride: 1, padding: 1, countIncludePadding: false },
  ],
  ["wide steps", [2, 1, 6, 25], { size: [2, 3], stride: [1, 4] }],
  ["the whole plane", [3, 2, 7, 9], { size: [7, 9] }],
  ["whole rows", [2, 2, 6, 9], { size: [3, 9] }],
];

const reference = createReferenceBackend();
const cpu = createCpuBackend({ threads: 1 });

/** Both pools and their gradients on a backend. */
function results(
  backend: typeof reference | typeof cpu,
  shape: Shape,
  dtype: DType,
  options: AveragePool2dOptions,
) {
  useBackend(backend);
  const x = tensor([...randomValue(shape, 5).data], { shape, dtype });
  return [maxPool2d, averagePool2d].flatMap((pool) => {
    const y = pool(x, options);
    const weights = tensor([...randomValue(y.shape, 9).data], { shape: y.shape, dtype });
    const [dx] = grad((a) => sum(mul(pool(a, options), weights)))(x);
    return [y, dx!].map((t) => [...t.dataSync()]);
  });
}

describe.each(["float32", "float64"] as const)(
  "%s pools and gradients are those of the reference",
  (dtype) => {
    test.each(cases)("%s", (_, shape, options) => {
      const expected = results(reference, shape, "float64", options);
      results(cpu, shape, dtype, options).forEach((values, i) => {
        expect(values.length).toBe(expected[i]!.length);
        values.forEach((value, j) =>
          expect(value).toBeCloseTo(expected[i]![j]!, dtype === "float32" ? 6 : 13),
        );
      });
    });
  },
);

test("of equal elements the first is the maximum, and the first NaN before all, in windows taken four at once", () => {
  const machine = new Machine({ threads: 1 });
  const data = new Float32Array(2 * 12);
  data.set([1, 1, 0, 2, 5, 9, Number.NaN, 1, 3, 3, 7, Number.NaN]);
  data.set([1, 1, 2, 2, 9, 9, Number.NaN, 8, 4, 4, Number.NaN, 1], 12);
  const windows = {
    plane: [2, 12],
    count: [1, 6],
    size: [2, 2],
    stride: [2, 2],
    dilation: [1, 1],
    before: [0, 0],
    after: [0, 0],
  } as const;
  const x = { dtype: "float32", shape: [1, 1, 2, 12], data } as const;
  const found = runKernel(machine, maxIndicesKernel, [x], { dtype: "int32", shape: [1, 1, 1, 6] }, windows);
  expect([...found]).toEqual([0, 3, 5, 6, 20, 11]);
});

test("ranges of planes give the same bits as one call", () => {
  const shape = [3, 5, 9, 11];
  const options = { size: 3, stride: 2, padding: 1 };
  const x = randomValue(shape, 3);
  useBackend(cpu);
  const windows = poolingWindows("test", tensor([...x.data], { shape, dtype: "float32" }), options);
  const averaging = { ...windows, countIncludePadding: false };
  const pooled = [3, 5, ...windows.count];
  const dy = randomValue(pooled, 4);
  const run = (machine: Machine | ReturnType<typeof cutMachine>) => {
    const indices = runKernel(machine, maxIndicesKernel, [x], { dtype: "int32", shape: pooled }, windows);
    const at = { dtype: "int32", shape: pooled, data: indices } as const;
    return [
      indices,
      runKernel(
        machine,
        scatterPlanesKernel,
        [dy, at],
        { dtype: "float32", shape },
        { plane: [9, 11] as const },
      ),
      runKernel(machine, averageKernel, [x], { dtype: "float32", shape: pooled }, averaging),
      runKernel(machine, averageGradientKernel, [dy], { dtype: "float32", shape }, averaging),
    ];
  };
  expect(run(cutMachine())).toEqual(run(new Machine({ threads: 1 })));
});
