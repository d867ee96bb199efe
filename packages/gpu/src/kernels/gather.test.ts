import { flip, gather, gatherAlong, tensor, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode, refusalOf } from "../testing/run.js";
import { everyDtype, places, scattered } from "../testing/values.js";

gpuTest("slices of every dtype by indices of any rank and strides", async () => {
  for (const dtype of everyDtype) {
    await checkKernel((backend) => gather(scattered(backend, [7, 5], dtype), places(backend, [3, 2], 7)));
    await checkKernel((backend) =>
      gather(transpose(scattered(backend, [4, 6], dtype)), flip(places(backend, [9], 4, "uint8")), 1),
    );
  }
  await checkKernel((backend) =>
    gather(scattered(backend, [5, 60]), tensor(-2, { dtype: "int32", backend })),
  );
  await checkKernel((backend) => gather(scattered(backend, [300, 33]), places(backend, [500], 300)));
});

gpuTest("elements along an axis", async () => {
  for (const dtype of everyDtype)
    for (const axis of [0, 1, 2])
      await checkKernel((backend) => {
        const shape = [3, 4, 5].map((n, a) => (a === axis ? 7 : n));
        return gatherAlong(flip(scattered(backend, [3, 4, 5], dtype)), places(backend, shape, 3), axis);
      });
});

gpuTest("an index outside the axis is refused in the op's words", async () => {
  const index = (backend: Parameters<typeof places>[0], numbers: number[]) =>
    tensor(numbers, { dtype: "int32", backend });
  const error = await refusalOf((backend) =>
    gather(scattered(backend, [2, 3, 4]), index(backend, [0, -3, 2, 9]), 1),
  );
  expect(error?.message).toBe("gather: index 9 is outside axis 1, which has length 3");
  const along = await refusalOf((backend) =>
    gatherAlong(scattered(backend, [5]), index(backend, [4, -6, 7])),
  );
  expect(along?.message).toBe("gatherAlong: index -6 is outside axis 0, which has length 5");
  const empty = await refusalOf((backend) => gather(scattered(backend, [0, 2]), index(backend, [0])));
  expect(empty?.message).toBe("gather: index 0 is outside axis 0, which has length 0");
});

test("its code", () => {
  const code = kernelCode((backend) => gather(scattered(backend, [7, 5]), places(backend, [3], 7)));
  expect(code.join()).toMatchSnapshot();
});
