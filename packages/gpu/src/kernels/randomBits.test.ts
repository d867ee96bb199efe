import { Key, randomBits } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";

gpuTest("the CPU's bits, of any shape", async () => {
  for (const shape of [[], [1], [3, 7], [4], [4097]])
    await checkKernel((backend) => randomBits(new Key([0xdeadbeef, 0x87654321]), shape, { backend }));
});

gpuTest("a key for each row", async () => {
  await checkKernel((backend) => randomBits(new Key(5).each([3, 1, 2 ** 40]), [3, 7], { backend }));
  await checkKernel((backend) => randomBits(new Key(5).each([9]), [1, 2, 4], { backend }));
});

test("its code", () => {
  expect(kernelCode((backend) => randomBits(new Key(1), [3, 3], { backend })).join()).toMatchSnapshot();
});
