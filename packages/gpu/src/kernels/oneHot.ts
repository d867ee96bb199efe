import { type DType, UsageError } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";

interface Attributes extends Record<string, unknown> {
  readonly classes: number;
  readonly dtype: DType;
  readonly where: string;
}

/** out[row, k] = 1 where k is the row's label, else 0. A label outside the classes is refused by its first column. */
export const oneHotKernel: GpuKernel<Attributes> = {
  prepare: (facts, [labels], output, { classes, where }) => {
    const module = new ShaderModule(facts, "oneHot");
    const from = module.input(0, labels!);
    const out = module.output(output);
    module.refusals();
    const [yes, no] =
      output.dtype === "bool" ? ["true", "false"] : [`${out.type.value}(1)`, `${out.type.value}(0)`];
    const dispatch = module.elements(out, (i) => ({
      statements: `  let row = ${i} / ${classes}u;
  let column = i32(${i} % ${classes}u);
  let label = ${from.at("row")};
  if (column == 0 && (label < 0 || label >= ${classes})) { refuse(row); }`,
      value: `select(${no}, ${yes}, column == label)`,
    }));
    return {
      dispatches: [dispatch],
      refusals: {
        from: 0,
        error: (row, label) =>
          new UsageError(`${where}: label ${label} in row ${row} is outside the ${classes} classes`, {
            label,
            row,
            classes,
          }),
      },
    };
  },
};
