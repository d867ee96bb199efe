import { afterAll, afterEach, describe, expect, test } from "vitest";
import { bytesOf, typedArray } from "../../dtype.js";
import type { Work } from "../kernel.js";
import { Machine } from "../machine.js";
import { type MatmulFacts, setMatmulProvider } from "../matmulProvider.js";
import { prepareProduct } from "./product.js";
import type { ProductSpec } from "./productSpec.js";

/** Cuts all work into ranges as small as can be, and gives them to two threads in turn, the last range first. */
class CutMachine extends Machine {
  override share(run: WebAssembly.ExportValue, args: number[], { range, count, grain, thread }: Work): void {
    for (let begin = Math.floor((count - 1) / grain) * grain; begin >= 0; begin -= grain) {
      args[range] = begin;
      args[range + 1] = Math.min(count, begin + grain);
      if (thread !== undefined) args[thread] = (begin / grain) % 2;
      (run as (...args: number[]) => void)(...args);
    }
  }
}

const machines = {
  "one thread": new Machine({ threads: 1 }),
  "cut for two threads, finely": new CutMachine({ threads: 2, grain: 1 }),
  "without relaxed SIMD": new Machine({ threads: 1, relaxedSimd: false }),
};
const [one, cut] = Object.values(machines) as [Machine, Machine];
const each = Object.entries(machines);

afterAll(() => {
  for (const machine of Object.values(machines)) machine.dispose();
});
afterEach(() => void setMatmulProvider(undefined));

/** Whole numbers, so that the sums of even float32 are exact. */
function numbers(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, i) => ((i * 7919 + seed * 104729) % 17) - 8);
}

/** Elements that an operand spans. */
function extent([rows, columns]: readonly number[], [row, column]: readonly number[]): number {
  return (rows! - 1) * row! + (columns! - 1) * column! + 1;
}

function starts({ batch = [{ a: 0, b: 0, c: 0 }] }: ProductSpec) {
  return batch;
}

/** What C holds before: what a product that doesn't add must not let shine through. */
const before = 3;

function operands(spec: ProductSpec) {
  const { m, n, depth, pitch = n } = spec;
  const last = (name: "a" | "b" | "c") => Math.max(...starts(spec).map((start) => start[name]));
  return {
    a: numbers(extent([m, Math.max(1, depth)], spec.a) + last("a"), 1),
    b: numbers(extent([Math.max(1, depth), n], spec.b) + last("b"), 2),
    c: new Array<number>((m - 1) * pitch + n + last("c")).fill(before),
    bias: numbers(spec.bias === "row" ? m : n, 3),
  };
}

const known = new Map<string, readonly number[]>();

/** The definition, asked once for what several machines compute. */
function expected(spec: ProductSpec): readonly number[] {
  const key = JSON.stringify(spec);
  let numbers = known.get(key);
  if (!numbers) known.set(key, (numbers = defined(spec)));
  return numbers;
}

/** The definition, on plain numbers. */
function defined(spec: ProductSpec): number[] {
  const { m, n, depth, pitch = n } = spec;
  const { a, b, c, bias } = operands(spec);
  for (const start of starts(spec)) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = spec.accumulate ? before : 0;
        for (let k = 0; k < depth; k++) {
          sum += a[start.a + i * spec.a[0] + k * spec.a[1]]! * b[start.b + k * spec.b[0] + j * spec.b[1]]!;
        }
        if (spec.bias) sum += bias[spec.bias === "row" ? i : j]!;
        c[start.c + i * pitch + j] = spec.relu ? Math.max(0, sum) : sum;
      }
    }
  }
  return c;
}

function computed(machine: Machine, spec: ProductSpec, values = operands(spec)): number[] {
  const pointers: number[] = [];
  const put = (data: readonly number[]) => {
    const pointer = machine.allocate(data.length * bytesOf(spec.dtype) + 64);
    pointers.push(pointer);
    const view = typedArray(spec.dtype, machine.memory.buffer, pointer, data.length);
    data.forEach((value, i) => {
      view[i] = value;
    });
    return pointer;
  };
  const [a, b, c, bias] = [put(values.a), put(values.b), put(values.c), put(values.bias)] as const;
  prepareProduct(machine, spec)(a, b, c, bias);
  const result = Array.from(typedArray(spec.dtype, machine.memory.buffer, c, values.c.length));
  for (const pointer of pointers) machine.free(pointer);
  return result;
}

/** Compared by hand: a matcher for each of thousands of products would take most of the time. */
function expectSame(found: readonly number[], wanted: readonly number[], product: ProductSpec): void {
  const isSame = found.length === wanted.length && found.every((value, i) => Object.is(value, wanted[i]));
  if (!isSame) expect(found, JSON.stringify(product)).toEqual(wanted);
}

function expectDefined(machine: Machine, product: ProductSpec): void {
  expectSame(computed(machine, product), expected(product), product);
}

type Pair = readonly [number, number];

/** How a matrix may lie: by rows, by columns, by rows of a wider one, and with no unit stride. */
const layouts: readonly ((rows: number, columns: number) => Pair)[] = [
  (_rows, columns) => [columns, 1],
  (rows) => [1, rows],
  (_rows, columns) => [columns + 3, 1],
  (_rows, columns) => [2 * columns + 1, 2],
];

function spec(m: number, n: number, depth: number, left: number, right: number): ProductSpec {
  return { dtype: "float32", m, n, depth, a: layouts[left]!(m, depth), b: layouts[right]!(depth, n) };
}

const lengths = [1, 2, 3, 5, 6, 7, 8, 9, 13, 64, 97];
const both = ["float32", "float64"] as const;

describe.each(each)("%s", (_, machine) => {
  test.each(lengths)("m = %i: each n and depth, operands lying in four ways", (m) => {
    let turn = 0;
    for (const n of lengths) {
      // Larger ones are checked below.
      for (const depth of lengths.filter((depth) => m * n * depth < 150_000)) {
        for (const dtype of both) {
          // Each shape meets two of the sixteen pairs of layouts; neighbouring shapes meet the others.
          const pair = (turn += 5) % 16;
          expectDefined(machine, { ...spec(m, n, depth, pair >> 2, pair & 3), dtype });
        }
      }
    }
  });

  const large: readonly Pair[] = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [2, 3],
    [3, 2],
  ];
  test.each(large)("several blocks of rows, columns and depth, layouts %i and %i", (left, right) => {
    for (const dtype of both) {
      expectDefined(machine, { ...spec(131, 150, 530, left, right), dtype, pitch: 153 });
    }
  });

  const sizes: readonly (readonly [number, number, number])[] = [
    [1, 1, 1],
    [4, 8, 2],
    [1, 70, 9],
    [70, 1, 9],
    [50, 60, 300],
    [5, 300, 40],
    [20, 17, 1100],
    [9, 10, 0],
    // Four columns and fewer beside whole tiles.
    [17, 12, 40],
    [13, 10, 256],
  ];
  test.each(sizes)("[%i, %i] of depth %i: bias, relu, sums, a wider C", (m, n, depth) => {
    for (const dtype of both) {
      for (const bias of ["column", "row", undefined] as const) {
        for (const right of [0, 1]) {
          for (const accumulate of [true, false]) {
            const plain = { ...spec(m, n, depth, 0, right), dtype, bias, accumulate };
            for (const product of [plain, { ...plain, relu: true, pitch: n + 5 }])
              expectDefined(machine, product);
          }
        }
      }
    }
  });

  test.each([
    [3, 2, 4],
    [1, 30, 20],
    [30, 1, 20],
    [20, 24, 31],
    [64, 64, 32],
    [150, 130, 100],
  ])("batches of [%i, %i] of depth %i, one operand the same for all", (m, n, depth) => {
    for (const right of [0, 1]) {
      const batch = [0, 1, 2, 3, 4].map((i) => ({ a: i * m * depth, b: 0, c: (4 - i) * m * n }));
      expectDefined(machine, { ...spec(m, n, depth, 0, right), batch, bias: "column" });
    }
  });

  test("leaves no scratch memory behind", () => {
    const { liveBytes } = machine.report();
    for (const n of [3, 40, 200]) computed(machine, spec(n, n, n, 3, 3));
    expect(machine.report().liveBytes).toBe(liveBytes);
  });
});

test("NaN and infinity pass through relu as through max", () => {
  for (const n of [2, 8, 40]) {
    const product = { ...spec(n, n, n, 0, 0), relu: true };
    const values = operands(product);
    values.a[0] = Number.NaN;
    values.a[n] = -Infinity;
    values.b.fill(1);
    const y = computed(one, product, values);
    expect(y[0]).toBeNaN();
    expect(y[n]).toBe(0);
  }
});

test("the bits don't depend on how work is cut", () => {
  for (const [m, n, depth] of [
    [200, 210, 600],
    [1, 500, 90],
    [500, 1, 90],
    [7, 800, 300],
  ] as const) {
    for (const right of [0, 1]) {
      const product = spec(m, n, depth, 0, right);
      const values = operands(product);
      for (const data of [values.a, values.b])
        data.forEach((value, i) => (data[i] = value / 3 + Math.sin(i)));
      expectSame(computed(cut, product, values), computed(one, product, values), product);
    }
  }
});

describe("a provider", () => {
  const product: ProductSpec = { ...spec(6, 5, 4, 1, 2), bias: "column", relu: true, pitch: 9 };

  /** Writes row numbers, so that one sees who has computed. */
  function stub(asked: MatmulFacts[], declines = false) {
    return {
      name: "stub",
      prepare: (facts: MatmulFacts) => {
        asked.push(facts);
        if (declines) return undefined;
        return (memory: ArrayBufferLike, _a: number, _b: number, c: number) => {
          for (let i = 0; i < facts.m; i++) {
            new Float32Array(memory, c + 4 * i * facts.pitchC, facts.n).fill(i - 3);
          }
        };
      },
    };
  }

  test("gets the facts of gemm and computes, bias and relu are done after it", () => {
    const asked: MatmulFacts[] = [];
    expect(setMatmulProvider(stub(asked))).toBeUndefined();
    const { c, bias } = operands(product);
    for (let i = 0; i < 6; i++) for (let j = 0; j < 5; j++) c[9 * i + j] = Math.max(0, i - 3 + bias[j]!);
    expect(computed(one, product)).toEqual(c);
    expect(asked).toEqual([
      {
        ...{ dtype: "float32", m: 6, n: 5, depth: 4, accumulate: false, batch: 1 },
        ...{ transposeA: true, transposeB: false, pitchA: 6, pitchB: 8, pitchC: 9 },
      },
    ]);
  });

  test("is found by products that were prepared before it was set, and forgotten", () => {
    const run = prepareProduct(one, spec(2, 2, 2, 0, 0));
    const place = one.allocate(256);
    const c = new Float32Array(one.memory.buffer, place + 128, 4);
    const results = [undefined, stub([]), undefined].map((provider) => {
      setMatmulProvider(provider);
      c.fill(9);
      run(place, place + 64, place + 128);
      return c[3];
    });
    expect(results[1]).toBe(-2);
    expect(results[2]).toBe(results[0]);
    one.free(place);
  });

  test("may decline, and isn't asked about operands without a unit stride", () => {
    const asked: MatmulFacts[] = [];
    setMatmulProvider(stub(asked, true));
    expect(computed(one, product)).toEqual(expected(product));
    expect(asked.length).toBe(1);
    const strided = spec(6, 5, 4, 0, 3);
    expect(computed(one, strided)).toEqual(expected(strided));
    expect(asked.length).toBe(1);
  });
});
