import { scatterAdd, scatterAddAlong, tensor, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode, refusalOf } from "../testing/run.js";
import { places, scattered } from "../testing/values.js";

const dtypes = ["float32", "int32", "uint8"] as const;

gpuTest("slices of every dtype that adds up, by indices of any rank", async () => {
  for (const dtype of dtypes) {
    await checkKernel((backend) =>
      scatterAdd(scattered(backend, [3, 4, 5], dtype), places(backend, [3, 4], 7), [7, 5]),
    );
    await checkKernel((backend) =>
      scatterAdd(transpose(scattered(backend, [9, 6], dtype)), places(backend, [9], 4, "uint8"), [6, 4], 1),
    );
  }
  await checkKernel((backend) => scatterAdd(scattered(backend, [0, 3]), places(backend, [0], 5), [5, 3]));
});

gpuTest("many indices, each often, in their order", async () => {
  for (const n of [1, 40, 3000]) {
    await checkKernel((backend) =>
      scatterAdd(scattered(backend, [1500, 3]), places(backend, [1500], n), [n, 3]),
    );
  }
});

gpuTest("elements along an axis", async () => {
  for (const axis of [0, 1, 2])
    await checkKernel((backend) => {
      const shape = [3, 4, 5].map((n, a) => (a === axis ? 700 : n));
      return scatterAddAlong(scattered(backend, shape), places(backend, shape, 3), [3, 4, 5], axis);
    });
});

gpuTest("an index outside the axis is refused", async () => {
  const error = await refusalOf((backend) =>
    scatterAdd(scattered(backend, [3]), tensor([2, -4, 5], { dtype: "int32", backend }), [3]),
  );
  expect(error?.message).toBe("scatterAdd: index -4 is outside axis 0, which has length 3");
});

test("its code", () => {
  const code = kernelCode((backend) =>
    scatterAdd(scattered(backend, [300, 2]), places(backend, [300], 7), [7, 2]),
  );
  expect(code.join("\n")).toMatchSnapshot();
});
