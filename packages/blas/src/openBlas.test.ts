import {
  createCpuBackend,
  Key,
  matmul,
  normal,
  setMatmulProvider,
  slice,
  type Tensor,
  useBackend,
} from "@mebae/tensor";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { isTested } from "../../../tools/machine.mjs";
import { openBlasProvider } from "./openBlasProvider.js";
import { useBlas } from "./useBlas.js";

const withOpenBlas = test.skipIf(!(await isTested("openblas")));

beforeAll(() => {
  useBackend(createCpuBackend({ threads: 2 }));
});
afterEach(() => {
  setMatmulProvider(undefined);
  vi.unstubAllGlobals();
});

const cases: readonly [string, number[], number[], { transposeA?: boolean; transposeB?: boolean }][] = [
  ["plain", [40, 33], [33, 50], {}],
  ["A transposed", [33, 40], [33, 50], { transposeA: true }],
  ["B transposed", [40, 33], [50, 33], { transposeB: true }],
  ["both transposed", [33, 40], [50, 33], { transposeA: true, transposeB: true }],
  ["a batch by one matrix of a batch", [3, 40, 33], [1, 33, 50], {}],
];

withOpenBlas.each(cases)(
  "%s, float32 and float64, as the engine computes it",
  async (_, left, right, options) => {
    for (const dtype of ["float32", "float64"] as const) {
      const a = normal(new Key(1), left, { dtype });
      const b = normal(new Key(2), right, { dtype });
      const own = await values(matmul(a, b, options));
      using _blas = useBlas();
      const its = await values(matmul(a, b, options));
      const tolerance = dtype === "float32" ? 1e-5 : 1e-13;
      expect(Math.max(...its.map((value, i) => Math.abs(value - own[i]!)))).toBeLessThan(tolerance * 33);
    }
  },
);

withOpenBlas(
  "reads views that begin inside of a buffer and rows that are longer than the matrix",
  async () => {
    const wide = normal(new Key(3), [64, 80]);
    const a = slice(wide, [
      { start: 2, stop: 50 },
      { start: 5, stop: 45 },
    ]);
    const b = slice(wide, [
      { start: 1, stop: 41 },
      { start: 30, stop: 70 },
    ]);
    const own = await values(matmul(a, b));
    using _blas = useBlas();
    (await values(matmul(a, b))).forEach((value, i) => {
      expect(value).toBeCloseTo(own[i]!, 3);
    });
  },
);

withOpenBlas("is used: its bits differ somewhere from the engine's own, which come back", async () => {
  const a = normal(new Key(4), [40, 3000]);
  const own = await values(matmul(a, a, { transposeB: true }));
  const blas = useBlas();
  expect(blas.library).toContain("openblas");
  expect(blas.configuration).toContain("OpenBLAS");
  expect(await values(matmul(a, a, { transposeB: true }))).not.toEqual(own);
  blas[Symbol.dispose]();
  expect(await values(matmul(a, a, { transposeB: true }))).toEqual(own);
});

test("gemm is asked as the facts say, with the engine's threads", () => {
  const gemm = vi.fn();
  const setThreads = vi.fn();
  const provider = openBlasProvider({ sgemm: gemm, dgemm: gemm, setThreads });
  const facts = { dtype: "float32", m: 64, n: 32, depth: 16, pitchA: 65, pitchB: 40, pitchC: 33 } as const;
  const run = provider.prepare({
    ...facts,
    transposeA: true,
    transposeB: false,
    accumulate: true,
    batch: 1,
  })!;
  const memory = new ArrayBuffer(64);
  run(memory, 8, 16, 24, 2);
  run(memory, 8, 16, 24, 2);
  expect(setThreads.mock.calls).toEqual([[2]]);
  const [first] = gemm.mock.calls;
  const [a, b, c] = [7, 9, 12].map((i) => (first![i] as Uint8Array).byteOffset);
  expect([a, b, c]).toEqual([8, 16, 24]);
  expect(first!.filter((value) => typeof value === "number")).toEqual([
    101, 112, 111, 64, 32, 16, 1, 65, 40, 1, 33,
  ]);
});

test("small products and those of vectors are declined", () => {
  const provider = openBlasProvider({ sgemm: vi.fn(), dgemm: vi.fn(), setThreads: vi.fn() });
  const rest = { transposeA: false, transposeB: false, accumulate: false, batch: 1 };
  const facts = (m: number, n: number, depth: number) =>
    ({ ...rest, dtype: "float64", m, n, depth, pitchA: depth, pitchB: n, pitchC: n }) as const;
  expect(provider.prepare(facts(8, 8, 8))).toBeUndefined();
  expect(provider.prepare(facts(1, 1000, 1000))).toBeUndefined();
  expect(provider.prepare(facts(1000, 1, 1000))).toBeUndefined();
  expect(provider.prepare(facts(32, 32, 32))).toBeDefined();
});

test("without the library an error says how to get it, and the engine goes on", async () => {
  expect(() => useBlas({ library: "libnowhere.so.7" })).toThrow(
    expect.objectContaining({
      code: "backend",
      message: expect.stringMatching(/install.*libnowhere\.so\.7/s),
    }),
  );
  const a = normal(new Key(5), [40, 40]);
  expect((await values(matmul(a, a))).every(Number.isFinite)).toBe(true);
});

test("without Node an error says so", () => {
  vi.stubGlobal("process", undefined);
  expect(() => useBlas()).toThrow(/only Node can load/);
});

async function values(x: Tensor): Promise<number[]> {
  return Array.from((await x.data()) as Float32Array);
}
