import { type Backend, Key, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";

const key = (backend: Backend) => new Key(tensor([123456789, -987654321], { dtype: "int32", backend }));

gpuTest("the CPU's keys, by numbers of more than 32 bits as well", async () => {
  for (const number of [0, 1, 2 ** 32 - 1, 2 ** 53 - 1])
    await checkKernel((backend) => key(backend).fold(number).tensor(backend));
  await checkKernel((backend) => key(backend).next().split(3)[2]!.tensor(backend));
});

test("its code", () => {
  expect(
    kernelCode((backend) =>
      key(backend)
        .fold(2 ** 40 + 3)
        .tensor(backend),
    ).join(),
  ).toMatchSnapshot();
});
