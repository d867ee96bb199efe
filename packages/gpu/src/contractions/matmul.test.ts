import { flip, matmul, slice, transpose } from "@mebae/tensor";
import type { AnyAttributes } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import { type GpuKernel, leastFacts } from "../kernel.js";
import { gpuTest } from "../testing/dawn.js";
import { matmulKernel, prepareMatmul } from "./matmul.js";
import { type ProductPlan, tiles } from "./plan.js";
import { checkSums, operands, random } from "./testing/products.js";

/** The kernel with a plan of the test's. */
const planned = (plan: ProductPlan): GpuKernel<AnyAttributes> => ({
  ...matmulKernel,
  prepare: (...call) => prepareMatmul(call as Parameters<typeof matmulKernel.prepare>, plan),
});

/** Every tile. */
const tilePlans = tiles.map((tile): ProductPlan => ({ kind: "tiles", tile, slices: 1, sliceDepth: 1024 }));

const roomy = [
  [70, 70],
  [70, 45],
];

const lengths = [1, 2, 3, 7, 16, 17, 33, 64, 65, 127, 130];

gpuTest(
  "every length as m, n and k, with transposes",
  async () => {
    const draw = random(1);
    const pick = () => lengths[Math.floor(draw() * lengths.length)]!;
    for (let seed = 0; seed < lengths.length; seed++) {
      const sizes = [pick(), pick(), pick()];
      sizes[seed % 3] = lengths[seed % lengths.length]!;
      const [m, n, k] = sizes as [number, number, number];
      const [transposeA, transposeB] = [draw() < 0.5, draw() < 0.5];
      const shapes = [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n]];
      await checkSums(operands(shapes, seed), (a, b) => matmul(a!, b!, { transposeA, transposeB }), k);
    }
  },
  180_000,
);

gpuTest(
  "every tile, ragged and whole, with and without slices",
  async () => {
    for (const plan of tilePlans) {
      const kernel = planned(plan);
      await checkSums(
        operands(
          [
            [2, 130, 33],
            [33, 67],
          ].map((shape) => [...shape]),
          1,
        ),
        (a, b) => matmul(transpose(transpose(a!, [0, 2, 1]), [0, 2, 1]), b!),
        33,
        { kernel },
      );
    }
    // What a card gets: deeper steps, and no loop over their depths.
    const facts = { ...leastFacts, isSoftware: false };
    const kernel = planned(tilePlans[5]!);
    await checkSums(operands(roomy, 4), (a, b) => matmul(a!, b!), 70, { kernel, facts });
    const sliced: ProductPlan = { ...tilePlans[5]!, slices: 3, sliceDepth: 16 };
    await checkSums(
      operands(
        [
          [70, 37],
          [37, 65],
        ],
        2,
      ),
      (a, b) => matmul(a!, b!),
      37,
      { kernel: planned(sliced) },
    );
    const whole = operands(
      [
        [64, 128],
        [64, 128],
      ],
      3,
    );
    await checkSums(whole, (a, b) => matmul(a!, b!, { transposeA: true }), 64, {
      kernel: planned(tilePlans[0]!),
    });
  },
  180_000,
);

gpuTest(
  "few rows or columns, with every number of lanes and with slices",
  async () => {
    for (const wide of ["a", "b"] as const) {
      for (const [lanes, lines, slices] of [
        [1, 1, 1],
        [8, 4, 2],
        [64, 1, 3],
        [64, 4, 1],
      ] as const) {
        const kernel = planned({
          kind: "skinny",
          wide,
          lanes,
          lines,
          slices,
          sliceDepth: Math.ceil(300 / slices),
        });
        const shapes =
          wide === "a"
            ? [
                [70, 300],
                [300, 5],
              ]
            : [
                [5, 300],
                [300, 70],
              ];
        await checkSums(operands(shapes, lanes), (a, b) => matmul(a!, b!), 300, { kernel });
      }
    }
    await checkSums(operands([[20, 600], [600]], 5), (a, b) => matmul(a!, b!), 600);
    await checkSums(operands([[600], [600, 20]], 5), (a, b) => matmul(a!, b!), 600);
    await checkSums(operands([[3000], [3000]], 5), (a, b) => matmul(a!, b!), 3000);
  },
  180_000,
);

gpuTest(
  "batches that are broadcast, strided and reversed; int32; no depth",
  async () => {
    await checkSums(
      operands(
        [
          [3, 1, 17, 20],
          [2, 20, 18],
        ],
        1,
      ),
      (a, b) => matmul(a!, b!),
      20,
    );
    const strided = operands(
      [
        [40, 3, 50],
        [60, 20],
      ],
      2,
    );
    await checkSums(
      strided,
      (a, b) => {
        const left = slice(flip(transpose(a!, [1, 0, 2]), [2]), [
          null,
          null,
          { start: 5, stop: 47, step: 2 },
        ]);
        return matmul(left, flip(slice(b!, [{ start: 3, stop: 24 }]), [0]));
      },
      21,
    );
    const whole = operands(
      [
        [19, 23],
        [23, 40],
      ],
      3,
      "int32",
    );
    await checkSums(whole, (a, b) => matmul(a!, b!), 23, { bound: () => 0 });
    await checkSums(
      operands(
        [
          [18, 0],
          [0, 20],
        ],
        4,
      ),
      (a, b) => matmul(a!, b!),
      0,
    );
  },
  180_000,
);

const value = (shape: readonly number[], dtype: "float32" | "float16" | "int32" = "float32") => {
  let step = 1;
  const strides = shape.map(() => 0);
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return { dtype, shape, strides };
};

const plain = { transposeA: false, transposeB: false };

const codeOf = (...call: Parameters<typeof matmulKernel.prepare>) =>
  matmulKernel
    .prepare(...call)
    .dispatches.map(({ code, workgroups }) => `// ${workgroups} workgroups\n${code}`)
    .join("\n");

test("code of each variant", () => {
  const square = [value([512, 512]), value([512, 512])];
  expect(codeOf(leastFacts, square, value([512, 512]), plain)).toMatchSnapshot("64x64, slices");
  const large = [value([2048, 512]), value([2048, 512])];
  expect(codeOf(leastFacts, large, value([2048, 2048]), { ...plain, transposeB: true })).toMatchSnapshot(
    "64x128",
  );
  const halves = [value([100, 40], "float16"), value([40, 100], "float16"), value([100], "float16")];
  const facts = { ...leastFacts, float16: true };
  const epilogue = { bias: true, relu: true };
  expect(codeOf(facts, halves, value([100, 100], "float16"), plain, epilogue)).toMatchSnapshot(
    "float16, bias and relu",
  );
  const card = { ...leastFacts, isSoftware: false };
  expect(codeOf(card, [value([40, 24]), value([24, 30])], value([40, 30]), plain)).toMatchSnapshot(
    "32x32 on a card",
  );
  expect(codeOf(leastFacts, [value([3, 512]), value([512, 900])], value([3, 900]), plain)).toMatchSnapshot(
    "few rows",
  );
  const subgroups = { ...leastFacts, subgroupSize: 16 };
  const vector = [value([1, 4096]), value([900, 4096])];
  expect(codeOf(subgroups, vector, value([1, 900]), { ...plain, transposeB: true })).toMatchSnapshot(
    "one row, by subgroups",
  );
});
