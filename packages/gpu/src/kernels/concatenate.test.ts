import { concatenate, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { everyDtype, scattered } from "../testing/values.js";

gpuTest("parts of every dtype and strides, along each axis", async () => {
  for (const dtype of everyDtype) {
    await checkKernel((backend) =>
      concatenate([scattered(backend, [2, 5], dtype), transpose(scattered(backend, [5, 3], dtype, 1))]),
    );
    await checkKernel((backend) =>
      concatenate(
        [3, 0, 2].map((n, i) => scattered(backend, [4, n, 3], dtype, i)),
        1,
      ),
    );
  }
});

gpuTest("more parts than one dispatch binds", async () => {
  for (const dtype of everyDtype)
    await checkKernel((backend) =>
      concatenate(
        Array.from({ length: 17 }, (_, i) => scattered(backend, [3, (i % 4) + 1], dtype, i)),
        1,
      ),
    );
});

test("its code", () => {
  const code = kernelCode((backend) =>
    concatenate(Array.from({ length: 9 }, () => scattered(backend, [3, 5], "uint8"))),
  );
  expect(code).toHaveLength(2);
  expect(code[1]).toMatchSnapshot();
});
