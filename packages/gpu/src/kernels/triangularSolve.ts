import { sizeOf, UsageError } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";

type Attributes = { readonly lower: boolean; readonly transpose: boolean };

/** Invocations of a workgroup, and columns of the right side that it solves. */
const size = 256;
const most = 16;

/**
 * Substitution from the row with one unknown on: a workgroup takes up to 16 columns of a matrix's right side, and each row
 * that it has solved is subtracted from all rows after it at once.
 */
export const triangularSolveKernel: GpuKernel<Attributes> = {
  prepare: (facts, [a, b], output, { lower, transpose }) => {
    const [n, columns] = output.shape.slice(-2) as [number, number];
    const module = new ShaderModule(facts, "triangularSolve");
    const left = module.input(0, a!);
    const right = module.input(1, b!);
    const out = module.output(output);
    module.refusals();
    module.declare("var<workgroup> pivot: f32;");
    const width = Math.min(columns, most);
    const blocks = Math.ceil(columns / width);
    const matrices = sizeOf(output.shape) / (n * columns);
    const isForward = lower !== transpose;
    const nth = (k: string) => (isForward ? k : `(${n - 1}u - ${k})`);
    const entry = (row: string, column: string) => {
      const [i, j] = transpose ? [column, row] : [row, column];
      return `matrix + ${i} * ${n}u + ${j}`;
    };
    const dispatch = module.workgroups(
      matrices * blocks,
      size,
      `let matrix = workgroupNumber / ${blocks}u * ${n * n}u;
  let start = workgroupNumber / ${blocks}u * ${n * columns}u + workgroupNumber % ${blocks}u * ${width}u;
  let width = min(${width}u, ${columns}u - workgroupNumber % ${blocks}u * ${width}u);
  for (var e = local; e < ${n}u * width; e += ${size}u) {
    let place = start + e / width * ${columns}u + e % width;
    ${out.store("place", right.at("place"))}
  }
  for (var k = 0u; k < ${n}u; k++) {
    let row = ${nth("k")};
    let place = ${entry("row", "row")};
    if (local == 0u) { pivot = ${left.at("place")}; }
    storageBarrier();
    let divisor = workgroupUniformLoad(&pivot);
    if ((bitcast<u32>(divisor) & 0x7fffffffu) == 0u) {
      if (local == 0u) { refuse(place); }
      return;
    }
    if (local < width) {
      let at = start + row * ${columns}u + local;
      ${out.store("at", `${out.load("at")} / divisor`)}
    }
    storageBarrier();
    workgroupBarrier();
    for (var e = local; e < (${n - 1}u - k) * width; e += ${size}u) {
      let other = ${nth("(k + 1u + e / width)")};
      let factor = ${entry("other", "row")};
      let at = start + other * ${columns}u + e % width;
      let solved = start + row * ${columns}u + e % width;
      ${out.store("at", `${out.load("at")} - ${left.at("factor")} * ${out.load("solved")}`)}
    }
    storageBarrier();
    workgroupBarrier();
  }`,
    );
    return {
      dispatches: [dispatch],
      refusals: {
        from: 0,
        error: (place) => {
          const [matrix, row] = [Math.floor(place / (n * n)), place % n];
          return new UsageError(
            `triangularSolve: matrix ${matrix} has no solution, since row ${row} has 0 on its diagonal`,
            { matrix, row },
          );
        },
      },
    };
  },
};
