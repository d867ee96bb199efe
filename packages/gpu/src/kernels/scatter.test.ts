import { scatter, scatterAlong, tensor, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode, refusalOf } from "../testing/run.js";
import { everyDtype, places, scattered } from "../testing/values.js";

gpuTest("slices, of which the last for a place stands", async () => {
  for (const dtype of everyDtype) {
    await checkKernel((backend) =>
      scatter(
        scattered(backend, [7, 5], dtype),
        places(backend, [3, 4], 7),
        scattered(backend, [3, 4, 5], dtype, 1),
      ),
    );
    await checkKernel((backend) =>
      scatter(
        transpose(scattered(backend, [4, 6], dtype)),
        places(backend, [9], 4, "uint8"),
        scattered(backend, [9], dtype, 2),
        1,
      ),
    );
  }
  await checkKernel((backend) =>
    scatter(
      scattered(backend, [50, 3]),
      places(backend, [1000], 50),
      scattered(backend, [1000, 3], "float32", 1),
    ),
  );
  await checkKernel((backend) => scatter(scattered(backend, [5, 3]), places(backend, [0], 5), 1));
});

gpuTest("elements along an axis", async () => {
  for (const dtype of everyDtype)
    for (const axis of [0, 1, 2])
      await checkKernel((backend) => {
        const shape = [3, 4, 5].map((n, a) => (a === axis ? 7 : n));
        const updates = scattered(backend, shape, dtype, 1);
        return scatterAlong(scattered(backend, [3, 4, 5], dtype), places(backend, shape, 3), updates, axis);
      });
});

gpuTest("an index outside the axis is refused", async () => {
  const error = await refusalOf((backend) =>
    scatter(scattered(backend, [3]), tensor([2, -4, 5], { dtype: "int32", backend }), 1),
  );
  expect(error?.message).toBe("scatter: index -4 is outside axis 0, which has length 3");
});

test("its code", () => {
  const code = kernelCode((backend) => scatter(scattered(backend, [7, 5]), places(backend, [3], 7), 1));
  expect(code.join("\n")).toMatchSnapshot();
});
