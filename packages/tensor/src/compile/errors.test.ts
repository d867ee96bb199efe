import { expect, test } from "vitest";
import {
  add,
  at,
  compile,
  createReferenceBackend,
  exp,
  flip,
  greater,
  Key,
  mul,
  pad,
  slice,
  softmax,
  split,
  sum,
  type Tensor,
  tensor,
  UsageError,
  Variable,
  valueAndGrad,
  where,
} from "../index.js";

const x = tensor([[1, 2], [3, 4]]); // biome-ignore format: a matrix

test.each<[string, (x: Tensor) => unknown, RegExp]>([
  [
    "itemSync",
    (y) => sum(exp(y)).itemSync(),
    /the value of the tensor float32 \[\] made by "sum" isn't known while the function is traced/,
  ],
  ["dataSync of an argument", (y) => y.dataSync(), /float32 \[2, 2\] of argument 1/],
  ["arraySync of a view", (y) => softmax(y).arraySync(), /float32 \[2, 2\] made by "mul"/],
  [
    "a comparison as a number",
    (y) => ((y as unknown as number) > 0 ? y : add(y, 1)),
    /float32 \[2, 2\].* isn't a number/,
  ],
])("%s throws, and says of which tensor", (_, fn, message) => {
  const call = () => compile(fn as (x: Tensor) => Tensor)(x);
  expect(call).toThrow(UsageError);
  expect(call).toThrow(message);
});

test("reading a variable names it", () => {
  const rate = new Variable(tensor(0.5), "rate");
  const fast = compile((y: Tensor) => mul(y, rate.value.itemSync()));
  expect(() => fast(x)).toThrow('the tensor float32 [] of variable "rate"');
  expect(rate.value.itemSync()).toBe(0.5);
});

test("a branch by a number argument throws; by a captured one it doesn't", () => {
  const fast = compile((y: Tensor, n: number) => (n > 1 ? y : add(y, n)));
  expect(() => fast(x, 2)).toThrow("float64 [] of argument 2");
  const captured = 2;
  expect(compile((y: Tensor) => (captured > 1 ? y : add(y, 1)))(x).dataSync()[0]).toBe(1);
});

test("values choose by where", () => {
  const fast = compile((y: Tensor) => where(greater(y, 2), y, 0));
  expect([...fast(x).dataSync()]).toEqual([0, 0, 3, 4]);
});

test("an async function is refused", () => {
  const read = compile(async (y: Tensor) => (await y.data())[0]);
  expect(() => read(x)).toThrow("compile: the function is async");
  expect(() => compile(42 as never)).toThrow("compile: expected a function, got number");
});

test("a tensor that outlives the trace is of no use, and says so", async () => {
  let escaped: Tensor | undefined;
  compile((y: Tensor) => {
    escaped = add(y, 1).alias({ owner: null });
    return y;
  })(x);
  const message = /was used after the trace; hand it out as a result, or assign it to a Variable/;
  expect(() => add(escaped!, 1)).toThrow(message);
  expect(() => add(x, escaped!)).toThrow();
  expect(() => escaped!.dataSync()).toThrow(message);
  await expect(escaped!.data()).rejects.toThrow(message);
  expect(() => compile((y: Tensor) => add(y, escaped!))(x)).toThrow(message);
});

test.each<[string, () => unknown, RegExp]>([
  [
    "a typed array",
    () => compile((values: Float32Array) => tensor(values))(Float32Array.of(1)),
    /a typed array .* pass a tensor/,
  ],
  [
    "gradients as they come",
    () => compile((y: Tensor) => valueAndGrad(() => sum(y), []))(x),
    /returned a ValueAndGradients; return tensors/,
  ],
  ["a key as a result", () => compile((key: Key) => key.next())(new Key(1)), /returned a Key/],
  ["a number argument as a result", () => compile((n: number) => n)(1), /returned a number argument/],
  [
    "a disposed result",
    () =>
      compile((y: Tensor) => {
        const z = add(y, 1);
        z.dispose();
        return z;
      })(x),
    /the result: .* already disposed/,
  ],
  [
    "words of a key",
    () => compile((key: Key) => tensor(key.words[0]))(new Key(1)),
    /int32 \[2\] of argument 1/,
  ],
])("%s is refused", (_, call, message) => {
  expect(call).toThrow(message);
});

test.each<[string, (y: Tensor, n: number) => Tensor]>([
  ["at", (y, n) => at(y, n)],
  ["sum", (y, n) => sum(y, { axes: n })],
  ["sum over several axes", (y, n) => sum(y, { axes: [n] })],
  ["flip", (y, n) => flip(y, n)],
  ["split", (y, n) => split(y, n)[0]!],
  ["pad", (y, n) => pad(y, [n])],
  ["slice", (y, n) => slice(y, [{ start: n }])],
])("%s wants a number that is known", (_, f) => {
  expect(() => compile(f)(x, 1)).toThrow(/compile: a number argument is an input, not known while/);
});

test("tensors of two backends are refused", () => {
  const elsewhere = tensor([1], { backend: createReferenceBackend() });
  const message = /on the cpu and the reference backend/;
  expect(() => compile((a: Tensor, b: Tensor) => add(a, b))(x, elsewhere)).toThrow(message);
  expect(() => compile((a: Tensor) => add(a, elsewhere))(x)).toThrow(message);
  const w = new Variable(elsewhere, "w");
  expect(() => compile((a: Tensor) => add(a, w.value))(x)).toThrow(message);
});
