import { expect, test } from "vitest";
import { encodeModule, FunctionBody } from "./encoder.js";

function instance(body: FunctionBody, memory = new WebAssembly.Memory({ initial: 1 })) {
  const shared = memory.buffer instanceof ArrayBuffer === false;
  const module = new WebAssembly.Module(encodeModule(body, shared));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { run: exports["run"] as (...args: number[]) => void, view: new DataView(memory.buffer) };
}

test("constants of every size arrive", () => {
  const numbers = [0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31), 2 ** 31];
  for (const number of numbers) {
    const body = new FunctionBody([]).i32(8).i32(number).memory("i32.store");
    const { run, view } = instance(body);
    run();
    expect(view.getInt32(8, true)).toBe(number | 0);
  }
  for (const number of [0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
    const body = new FunctionBody([]).i32(8).f64(number).memory("f64.store");
    body.i32(16).f32(number).memory("f32.store");
    const { run, view } = instance(body);
    run();
    expect(view.getFloat64(8, true)).toBe(number);
    expect(view.getFloat32(16, true)).toBe(Math.fround(number));
  }
});

test("loops, branches and many locals", () => {
  const body = new FunctionBody(["i32"]);
  const unused = Array.from({ length: 200 }, (_, i) => body.local(i % 2 ? "v128" : "f64"));
  expect(unused.at(-1)).toBe(200);
  const total = body.local("i32");
  body.while(
    () => body.get(0),
    () => {
      body.get(0).i32(1).op("i32.and");
      body.if(
        "i32",
        () => body.get(0),
        () => body.i32(1000),
      );
      body.get(total).op("i32.add").set(total);
      body.increase(0, () => body.i32(-1));
    },
  );
  body.i32(0).get(total).memory("i32.store");
  const { run, view } = instance(body);
  run(5);
  expect(view.getInt32(0, true)).toBe(1 + 3 + 5 + 2000);
});

test("a memory shared between threads is imported as such", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
  const body = new FunctionBody([]).i32(0).i32(7).memory("i32.store");
  const { run, view } = instance(body, memory);
  run();
  expect(view.getInt32(0, true)).toBe(7);
});
