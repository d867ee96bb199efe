import { type AnyAttributes, sizeOf, UsageError } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";

/** Invocations of the workgroup that factors a matrix. */
const size = 256;

/**
 * A workgroup a matrix, column by column: what the columns before leave of each row from the diagonal on,
 * A_ij - Σ_{k<j} L_ik·L_jk, and then its division by the root of the diagonal's. Where a diagonal isn't positive the
 * workgroup stops and leaves it in its place.
 */
export const choleskyKernel: GpuKernel<AnyAttributes> = {
  prepare: (facts, [a], output) => {
    const n = output.shape.at(-1)!;
    const module = new ShaderModule(facts, "cholesky");
    const from = module.input(0, a!);
    const out = module.output(output);
    module.refusals();
    module.declare("var<workgroup> diagonal: f32;");
    const dispatch = module.workgroups(
      sizeOf(output.shape) / (n * n),
      size,
      `let start = workgroupNumber * ${n * n}u;
  for (var j = 0u; j < ${n}u; j++) {
    for (var i = local; i < ${n}u; i += ${size}u) {
      let place = start + i * ${n}u + j;
      let mirrored = start + j * ${n}u + i;
      var rest = 0.0;
      if (i >= j) {
        rest = (${from.at("place")} + ${from.at("mirrored")}) * 0.5;
        for (var k = 0u; k < j; k++) {
          rest -= ${out.load(`start + i * ${n}u + k`)} * ${out.load(`start + j * ${n}u + k`)};
        }
      }
      ${out.store("place", "rest")}
      if (i == j) { diagonal = rest; }
    }
    storageBarrier();
    let left = workgroupUniformLoad(&diagonal);
    // Neither positive nor infinite: also NaN, which compares as nothing does.
    let bits = bitcast<u32>(left);
    if (bits == 0u || bits > 0x7f800000u) {
      if (local == 0u) { refuse(start + j * ${n}u + j); }
      return;
    }
    let root = sqrt(left);
    for (var i = j + local; i < ${n}u; i += ${size}u) {
      let place = start + i * ${n}u + j;
      let rest = ${out.load("place")};
      ${out.store("place", "select(rest / root, root, i == j)")}
    }
    storageBarrier();
    workgroupBarrier();
  }`,
    );
    return {
      dispatches: [dispatch],
      refusals: {
        from: "output",
        error: (place, rest) => {
          const [matrix, row] = [Math.floor(place / (n * n)), place % n];
          return new UsageError(
            `cholesky: matrix ${matrix} is not positive definite, as row ${row} leaves ${rest} on the diagonal`,
            { matrix, row },
          );
        },
      },
    };
  },
};
