import { broadcastTo, flip, fold, slice, split, type Tensor, transpose, vjp, windows } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { everyDtype, scattered } from "../testing/values.js";

gpuTest("slices, turned and with steps, of any strides", async () => {
  const views: ((x: Tensor) => Tensor)[] = [
    (x) => slice(x, [{ start: 1, stop: 5 }]),
    (x) => slice(x, [{ step: -2 }, { start: 1, step: 3 }, { start: 2 }]),
    (x) => slice(x, [null, { start: 3, stop: 3 }]),
    (x) => split(x, 3, 1)[1]!,
    (x) => flip(x),
    (x) => windows(windows(x, 1, 3, { step: 2 }), 0, 2),
    (x) => windows(x, 0, 3, { dilation: 2 }),
  ];
  for (const view of views)
    await checkKernel((backend) => {
      const { value: y, backward } = vjp(view, scattered(backend, [6, 9, 4]));
      return backward(transpose(scattered(backend, [...y.shape].reverse())))[0]!;
    });
});

gpuTest("windows that overlap, of every dtype", async () => {
  for (const dtype of everyDtype.filter((one) => one !== "bool"))
    for (const [step, n] of [
      [1, 10],
      [2, 17],
    ] as const)
      await checkKernel((backend) => fold(scattered(backend, [2, 8, 3, 3], dtype), 1, n, { step }));
});

gpuTest("elements that all stand in one place", () =>
  checkKernel((backend) => fold(broadcastTo(scattered(backend, [1, 5]), [300, 5]), 0, 304)),
);

test("its code", () => {
  expect(kernelCode((backend) => fold(scattered(backend, [8, 3]), 0, 10)).join()).toMatchSnapshot();
});
