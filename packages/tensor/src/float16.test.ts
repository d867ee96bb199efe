import { expect, test } from "vitest";
import type { Backend } from "./backend.js";
import { compile } from "./compile/compile.js";
import { full, tensor } from "./creation.js";
import { scalarTensor } from "./ops/elementwise.js";
import { slice } from "./ops/slice.js";
import { createReferenceBackend } from "./reference/backend.js";

// Holds float16, and copies it; it computes nothing with it.
const reference = createReferenceBackend();
const backend: Backend = Object.create(reference, {
  dtypes: { value: new Set([...reference.dtypes, "float16"]) },
});
const half = { dtype: "float16", backend } as const;

test("is made from numbers and read as numbers", async () => {
  const x = tensor([1.5, 0.1, -2, 70000], half);
  expect(x.arraySync()).toEqual([1.5, 0.0999755859375, -2, Infinity]);
  expect(await x.data()).toBeInstanceOf(Float32Array);
  expect(slice(x, [{ start: 1, stop: 4, step: 2 }]).arraySync()).toEqual([0.0999755859375, Infinity]);
  expect(full([2], 0.5, half).arraySync()).toEqual([0.5, 0.5]);
});

test("a number beside it, and a constant of a compiled function, is that number", () => {
  expect(scalarTensor(backend, 2, "float16").itemSync()).toBe(2);
  const compiled = compile((x: ReturnType<typeof tensor>) => [x, full([1], 0.75, half)]);
  expect(compiled(tensor([3], half))[1]!.arraySync()).toEqual([0.75]);
});

test("moves to another backend as it is", async () => {
  const moved = await tensor([0.25], half).to(backend);
  expect(moved.arraySync()).toEqual([0.25]);
});
