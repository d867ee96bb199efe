import { expect, test } from "vitest";
import { arange, eye, full, linspace, ones, onesLike, tensor, zeros, zerosLike } from "./creation.js";
import { useBackend } from "./current.js";
import { createReferenceBackend } from "./reference/backend.js";

const reference = createReferenceBackend();
useBackend(reference);

test("dtypes: float32 for numbers, bool for booleans, the array's own, or the one given", () => {
  expect(tensor([1, 2]).dtype).toBe("float32");
  expect(tensor([true, false]).dtype).toBe("bool");
  expect(tensor(new Float64Array(2)).dtype).toBe("float64");
  expect(tensor(new Uint8ClampedArray(2)).dtype).toBe("uint8");
  expect(tensor([1.9, -1.9], { dtype: "int32" }).arraySync()).toEqual([1, -1]);
});

test("a tensor doesn't follow changes of the array that it was made from", () => {
  const values = new Float32Array([1, 2]);
  const x = tensor(values);
  values[0] = 9;
  expect(x.arraySync()).toEqual([1, 2]);
});

test("ragged, ill-filled and non-numeric values are refused", () => {
  expect(() => tensor([[1, 2], [3]])).toThrow(
    "tensor: the nested arrays are ragged at depth 1; expected shape [2, 2]",
  );
  expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow();
  expect(() => tensor(new Float32Array(3), { shape: [2, 2] })).toThrow(
    "3 values don't fill the shape [2, 2]",
  );
  expect(() => tensor(["1"] as never)).toThrow("tensor: expected numbers, got string");
  expect(() => zeros([2, -1])).toThrow("[2, -1] is no shape, since -1 is no count");
});

test("zerosLike and onesLike take shape, dtype and backend of the other", () => {
  const other = createReferenceBackend();
  const x = tensor([[1, 2, 3]], { dtype: "float64", backend: other });
  for (const like of [zerosLike(x), onesLike(x)]) {
    expect(like.shape).toEqual([1, 3]);
    expect(like.dtype).toBe("float64");
    expect(like.backend).toBe(other);
  }
  expect(onesLike(x).arraySync()).toEqual([[1, 1, 1]]);
});

test("full stores one value, broadcast", () => {
  const x = full([1000, 1000], 7);
  expect(x.strides).toEqual([0, 0]);
  expect(ones([2, 0]).size).toBe(0);
  expect(full([2], true).dtype).toBe("bool");
});

test("arange, linspace and eye", () => {
  expect(arange(2, 8, 2).arraySync()).toEqual([2, 4, 6]);
  expect(arange(2, 8, 2).dtype).toBe("int32");
  expect(arange(0, 1, 0.25).arraySync()).toEqual([0, 0.25, 0.5, 0.75]);
  expect(arange(3, 0, -1).arraySync()).toEqual([3, 2, 1]);
  expect(arange(3, 0).size).toBe(0);
  expect(() => arange(0, 1, 0)).toThrow("never ends");
  expect(linspace(0, 1, 5).arraySync()).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(linspace(3, 9, 1).arraySync()).toEqual([3]);
  expect(eye(2).arraySync()).toEqual([[1, 0], [0, 1]]); // biome-ignore format: a matrix
});
