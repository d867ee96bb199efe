import {
  add,
  any,
  argMax,
  argSort,
  type Backend,
  cast,
  cholesky,
  compile,
  conv2d,
  cumulativeSum,
  greater,
  logSumExp,
  matmul,
  max,
  mean,
  mul,
  relu,
  rsqrt,
  scatterAdd,
  softmax,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  triangularSolve,
} from "@mebae/tensor";
import { expect, test } from "vitest";
import type { Dispatch } from "../../kernel.js";
import { cardFacts, simulate } from "./check.js";
import { runDispatch } from "./run.js";

/** Whole numbers from -128 to 128, so that short sums are exact. */
function numbers(backend: Backend, ...shape: number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 257) - 128),
    { shape, backend },
  );
}

/** 10 on the diagonal, and cosines of the distance from it. */
function positive(backend: Backend, n: number): Tensor {
  const at = (i: number, j: number) => (i === j ? 10 : Math.cos(i - j));
  return tensor(
    Float32Array.from({ length: n * n }, (_, i) => at(Math.floor(i / n), i % n)),
    { shape: [n, n], backend },
  );
}

const rows = { axes: 1 };

/** What ends in trees over invocations, or in words of four bytes: by shuffles where there are subgroups. */
const trees: Record<string, (backend: Backend) => void> = {
  "rows of one stage": (b) => {
    for (const [m, n] of [
      [3, 5],
      [2, 40],
      [5, 300],
    ] as const)
      sum(numbers(b, m, n), rows);
    sum(numbers(b, 40, 3), { axes: 0 });
  },
  "long rows in parts": (b) => void sum(square(mul(numbers(b, 1, 17_000), 1 / 128))),
  "rows of several stages": (b) => {
    const normalized = compile((x: Tensor) => {
      const centred = sub(x, max(x, { axes: 1, keepDims: true }));
      return [softmax(mul(centred, 0.01)), logSumExp(mul(x, 0.01), rows)];
    });
    normalized(numbers(b, 5, 300));
    normalized(numbers(b, 70, 12));
  },
  "rows of several stages in parts": (b) => {
    const normalized = compile((x: Tensor, scale: Tensor) => {
      const centred = sub(x, mean(x, { axes: 1, keepDims: true }));
      const variances = mean(square(centred), { axes: 1, keepDims: true });
      const y = mul(centred, mul(rsqrt(add(variances, 1)), scale));
      return [y, mul(variances, scale)];
    });
    normalized(mul(numbers(b, 8, 17_000), 1 / 128), numbers(b, 8, 1));
    const ends = compile((x: Tensor, z: Tensor) => {
      const centred = sub(x, max(x, { axes: [0, 2], keepDims: true }));
      return [centred, sum(centred, { axes: [0, 2] }), mul(max(x, { axes: [0, 2] }), z)];
    });
    ends(numbers(b, 400, 8, 43), numbers(b, 8));
    any(greater(numbers(b, 9, 17_000), 127), rows);
  },
  "bytes of rows and of elements": (b) => {
    any(greater(numbers(b, 37, 30), 120), rows);
    cast(greater(numbers(b, 3, 70), 0), "uint8");
  },
  argMax: (b) => {
    argMax(numbers(b, 3, 300), { axis: 1 });
    argMax(numbers(b, 2, 9000), { axis: 1 });
  },
  "products of few rows": (b) => {
    matmul(numbers(b, 3, 300), numbers(b, 70, 300), { transposeB: true });
    matmul(numbers(b, 1, 300), numbers(b, 300, 70));
    matmul(numbers(b, 1, 1500), numbers(b, 1500, 1));
  },
};

/** What else has barriers: tiles, slices, sorts, scans, factors. */
const others: Record<string, (backend: Backend) => void> = {
  sorts: (b) => {
    argSort(numbers(b, 2, 600), { axis: 1 });
    argSort(numbers(b, 5, 7), { axis: 1 });
    const places = tensor(
      Int32Array.from({ length: 40 }, (_, i) => (i * i) % 7),
      { backend: b },
    );
    scatterAdd(numbers(b, 40, 3), places, [7, 3]);
  },
  cumulativeSum: (b) => {
    cumulativeSum(numbers(b, 3, 100), { axis: 1 });
    cumulativeSum(numbers(b, 1, 5000), { axis: 1 });
  },
  "products in tiles and slices": (b) => {
    matmul(numbers(b, 20, 37), numbers(b, 37, 30));
    matmul(numbers(b, 8, 300), numbers(b, 300, 8));
    const layer = compile((x: Tensor, w: Tensor, c: Tensor) => relu(add(matmul(x, w), c)));
    layer(numbers(b, 9, 20), numbers(b, 20, 9), numbers(b, 9));
  },
  conv2d: (b) => void conv2d(numbers(b, 2, 3, 6, 6), numbers(b, 4, 3, 3, 3)),
  "factors and systems": (b) => {
    cholesky(positive(b, 20));
    triangularSolve(positive(b, 12), mul(numbers(b, 12, 20), 0.01), { lower: true });
  },
};

for (const [name, compute] of Object.entries({ ...trees, ...others }))
  test(`${name}: no race on a card, and the right values`, () => {
    for (const least of name in trees ? [1, 32] : [1])
      simulate({ compute, facts: { ...cardFacts, subgroupSize: least }, subgroupSize: 32, tolerance: 1e-4 });
  });

/** Runs statements in two workgroups of 64. */
function run(body: string): Uint32Array {
  const bytes = new ArrayBuffer(4 * 130);
  const code = `@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@group(0) @binding(1) var<uniform> call: array<vec4<u32>, 1>;
var<workgroup> shared: array<u32, 64>;
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_invocation_id) subgroupInvocation: u32,
) {
${body}
}`;
  const dispatch: Dispatch = {
    label: "test",
    code,
    buffers: [{ kind: "output", index: 0, writes: true }],
    workgroups: 2,
  };
  runDispatch(dispatch, [{ bytes, offset: 0 }], 32);
  return new Uint32Array(bytes);
}

test("the simulation finds races, and what not all reach", () => {
  const turned = (between: string) =>
    run(`shared[local] = local;
${between}
out[group.x * 64u + local] = shared[63u - local];`);
  expect([...turned("workgroupBarrier();").subarray(0, 3)]).toEqual([63, 62, 61]);
  const wrong: [() => unknown, string][] = [
    [() => turned(""), "invocation 32 of workgroup 0 writes what is read by invocation 31 in shared[32]"],
    [() => turned("storageBarrier();"), "a race"],
    [() => run("out[local] = group.x;"), "invocation 0 of workgroup 1 writes as well as workgroup 0"],
    [() => run("if (group.x == 0u) { out[0] = local; }"), "writes as well as invocation 0 in out[0]"],
    [() => run("if (local < 40u) { workgroupBarrier(); }"), "a barrier that not all reach"],
    [
      () => run("if (local < 40u) { let x = subgroupShuffleXor(local, 1u); }"),
      "a shuffle that not all reach",
    ],
    [() => run("let x = subgroupShuffleXor(local, 32u);"), "a shuffle with 32, which isn't in the subgroup"],
    [() => run("shared[local + 1u] = 0u;"), "shared[64] is written outside its memory"],
  ];
  for (const [simulated, message] of wrong) expect(simulated).toThrow(message);
});
