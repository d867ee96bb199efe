import { expect, test } from "vitest";
import {
  add,
  checkGradients,
  compile,
  gather,
  jvp,
  Key,
  mul,
  oneHot,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  Variable,
  zeros,
} from "../index.js";

const numbers = (x: Tensor): number[] => [...x.dataSync()];

function counter(start = 0) {
  const count = new Variable(tensor(start), "count");
  return { count, next: compile(() => count.assign(add(count.value, 1))) };
}

test("a variable takes its new value at each run, in place", () => {
  const { count, next } = counter();
  next();
  const before = count.held.binding;
  for (let i = 0; i < 5; i++) next();
  expect(count.held.binding).toEqual(before);
  expect(count.value.itemSync()).toBe(6);
});

test("its tensor is another after each run: ids differ, and the last one is disposed, as after assign", () => {
  const { count, next } = counter();
  next();
  const seen = count.value;
  next();
  expect(count.value.id).not.toBe(seen.id);
  expect(seen.isDisposed).toBe(true);
  expect(() => seen.dataSync()).toThrow("already disposed");
});

test("whoever shares the buffer keeps the values", () => {
  const { count, next } = counter();
  next();
  const kept = count.value.alias();
  next();
  next();
  expect(kept.itemSync()).toBe(1);
  expect(count.value.itemSync()).toBe(3);
});

test("a value assigned from outside is taken up, whatever its strides", () => {
  const sums = new Variable(tensor([[1, 2], [3, 4]]), "sums"); // biome-ignore format: a matrix
  const grow = compile((x: Tensor) => {
    sums.assign(add(sums.value, x));
    return sum(sums.value);
  });
  expect(grow(tensor(1)).itemSync()).toBe(14);
  sums.assign(zeros([2, 2]));
  expect(grow(tensor(1)).itemSync()).toBe(4);
  expect(numbers(sums.value)).toEqual([1, 1, 1, 1]);
});

test("variables may swap, and share a value", () => {
  const a = new Variable(tensor([1, 2]), "a");
  const b = new Variable(tensor([3, 4]), "b");
  const swap = compile(() => {
    const kept = a.value.alias();
    a.assign(b.value);
    b.assign(kept);
  });
  swap();
  expect([numbers(a.value), numbers(b.value)]).toEqual([
    [3, 4],
    [1, 2],
  ]);
  swap();
  expect([numbers(a.value), numbers(b.value)]).toEqual([
    [1, 2],
    [3, 4],
  ]);
  const both = compile(() => {
    a.assign(mul(b.value, 2));
    b.assign(a.value);
    return a.value;
  });
  expect(numbers(both())).toEqual([6, 8]);
  expect([numbers(a.value), numbers(b.value)]).toEqual([
    [6, 8],
    [6, 8],
  ]);
});

test("a variable that is read after its assignment shows the new value", () => {
  const w = new Variable(tensor(1), "w");
  const fast = compile((x: Tensor) => {
    const before = mul(w.value, x);
    w.assign(add(w.value, x));
    return [before, mul(w.value, x)];
  });
  expect(fast(tensor(3)).map((y) => y.itemSync())).toEqual([3, 12]);
  expect(fast(tensor(3)).map((y) => y.itemSync())).toEqual([12, 21]);
});

test("a run that throws leaves every variable as it was", () => {
  const steps = new Variable(tensor(0), "steps");
  const table = new Variable(tensor([[1, 2], [3, 4]]), "table"); // biome-ignore format: a matrix
  const fast = compile((labels: Tensor) => {
    steps.assign(add(steps.value, 1));
    table.assign(add(table.value, gather(table.value, labels)));
    return sum(mul(oneHot(labels, 2), steps.value));
  });
  const good = tensor([1, 0], { dtype: "int32" });
  expect(fast(good).itemSync()).toBe(2);
  expect(() => fast(tensor([0, 5], { dtype: "int32" }))).toThrow(/5/);
  expect(steps.value.itemSync()).toBe(1);
  expect(numbers(table.value)).toEqual([4, 6, 4, 6]);
  expect(fast(good).itemSync()).toBe(4);
});

test("what a check depends on is not overwritten before it has passed", () => {
  const place = new Variable(tensor([0], { dtype: "int32" }), "place");
  const next = compile(() => {
    place.assign(add(place.value, 1));
    return oneHot(place.value, 3);
  });
  next();
  next();
  expect(() => next()).toThrow("label 3 in row 0 is outside the 3 classes");
  expect(numbers(place.value)).toEqual([2]);
});

test("a trace that throws leaves them too, and the next one may succeed", () => {
  const w = new Variable(tensor([1]), "w");
  const fast = compile((x: Tensor, fails: boolean) => {
    w.assign(add(w.value, x));
    if (fails) throw new Error("halfway");
    return w.value;
  });
  const before = w.value.id;
  expect(() => fast(tensor([1]), true)).toThrow("halfway");
  expect([w.value.id, w.value.itemSync()]).toEqual([before, 1]);
  expect(fast(tensor([1]), false).itemSync()).toBe(2);
});

test("checkGradients and jvp undo what a compiled function assigns", async () => {
  const seen = new Variable(tensor(0, { dtype: "float64" }), "seen");
  const f = compile((x: Tensor) => {
    seen.assign(add(seen.value, 1));
    return sum(square(x));
  });
  const x = tensor([1, 2], { dtype: "float64" });
  await checkGradients(f, [x]);
  const [, product] = jvp(f, [x], [tensor([1, 1], { dtype: "float64" })]);
  expect(product.itemSync()).toBe(6);
  expect(seen.value.itemSync()).toBe(0);
});

test("a key may be held in a variable", () => {
  const cell = new Variable(new Key(5).tensor(tensor(0).backend), "key");
  const draw = compile(() => {
    const key = new Key(cell.value).next();
    cell.assign(key.tensor(cell.value.backend));
    return key.fold("noise").tensor(cell.value.backend);
  });
  let key = new Key(5);
  for (let i = 0; i < 3; i++) {
    key = key.next();
    expect(numbers(draw()).map((word) => word >>> 0)).toEqual([...key.fold("noise").words]);
  }
});

test("a disposed variable is named", () => {
  const { count, next } = counter();
  next();
  count.dispose();
  expect(next).toThrow('variable "count": the float32 tensor [] was already disposed');
});

test("variables that the function makes for itself begin anew at each run", () => {
  const fast = compile((x: Tensor) => {
    const total = new Variable(zeros([1]), "total");
    for (let i = 0; i < 3; i++) total.assign(add(total.value, x));
    return sub(total.value, 0);
  });
  expect(fast(tensor([2])).itemSync()).toBe(6);
  expect(fast(tensor([3])).itemSync()).toBe(9);
});
