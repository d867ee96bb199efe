import { type Epilogue, sizeOf, type ValueSpec } from "@mebae/tensor/backend";
import type { Dispatch } from "../kernel.js";
import type { ShaderModule } from "../wgsl/module.js";
import type { Operand } from "../wgsl/operand.js";
import type { Product } from "./product.js";

/** Where a product goes, and what is done with each element before. */
export interface Destination {
  readonly output: ValueSpec;
  /** The address of an element is the sum of that of its row and that of its column. */
  readonly row: (batch: string, row: string) => string;
  readonly column: (column: string) => string;
  readonly epilogue?: Epilogue | undefined;
  /** The epilogue's bias lies along the rows (of all matrices of a batch) or along the columns. */
  readonly bias?: { readonly input: number; readonly spec: ValueSpec; readonly along: "rows" | "columns" };
}

/** Writes what was summed for a row and a column, as texts. */
export interface Writer {
  /** Statements about a row of a batch, and about a column; what they declare ends in `suffix`. */
  readonly row: (batch: string, row: string, suffix: string) => string;
  readonly column: (column: string, suffix: string) => string;
  /** A statement, by the suffixes of its row's and its column's statements. */
  readonly write: (row: string, column: string, value: string) => string;
}

/** What an epilogue does, as texts: the bias with a number, and the element from its sum and its bias. */
export function finished(
  module: ShaderModule,
  bias: { readonly input: number; readonly spec: ValueSpec } | undefined,
  epilogue: Epilogue | undefined,
): { bias?: (index: string) => string; value: (sum: string, bias: string) => string } {
  const from = epilogue?.bias && bias ? module.input(bias.input, bias.spec) : undefined;
  if (epilogue?.relu) module.declare(relu);
  return {
    ...(from && { bias: (index) => from.load(`(${index})`) }),
    value: (sum, term) => {
      const biased = from ? `${sum} + ${term}` : sum;
      return epilogue?.relu ? `relu(${biased})` : biased;
    },
  };
}

/** Writes elements of the output, with the epilogue applied. */
export function outputWriter(module: ShaderModule, product: Product, destination: Destination): Writer {
  const { output, row, column, epilogue, bias } = destination;
  const to = module.output(output);
  const finish = finished(module, bias, epilogue);
  const declared = (along: "rows" | "columns", name: string, index: string) =>
    finish.bias && bias?.along === along ? `\n  let ${name} = ${finish.bias(index)};` : "";
  return {
    row: (batch, i, suffix) =>
      `  let row${suffix} = ${row(batch, `(${i})`)};${declared("rows", `rowBias${suffix}`, `${batch} * ${product.rows}u + ${i}`)}`,
    column: (j, suffix) =>
      `  let column${suffix} = ${column(`(${j})`)};${declared("columns", `columnBias${suffix}`, j)}`,
    write: (i, j, sum) => {
      const term = bias?.along === "rows" ? `rowBias${i}` : `columnBias${j}`;
      return to.store(`row${i} + column${j}`, finish.value(sum, term));
    },
  };
}

/** max(x, 0) by bits: compilers may take a comparison to know no NaN, and a NaN stays one. */
const relu = `fn relu(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  return select(x, 0.0, bits >= 0x80000000u && bits <= 0xff800000u);
}`;

/** Writes the sums of slices of the depth, slice after slice. */
export function partialWriter(partials: Operand, { batch, rows, columns }: Product): Writer {
  return {
    row: (matrix, row, suffix) =>
      `  let row${suffix} = ((slice * ${batch}u + ${matrix}) * ${rows}u + ${row}) * ${columns}u;`,
    column: (column, suffix) => `  let column${suffix} = ${column};`,
    write: (i, j, value) => partials.store(`row${i} + column${j}`, value),
  };
}

/** The dispatch that adds the sums of all slices of an element, in the order of the slices. */
export function addPartials(
  module: ShaderModule,
  product: Product,
  slices: number,
  partials: Operand,
  writer: Writer,
): Dispatch {
  const { batch, rows, columns, type } = product;
  const size = batch * rows * columns;
  return module.threads(
    size,
    (thread) => `var sum = ${type}();
  for (var slice = 0u; slice < ${slices}u; slice++) {
    sum += ${partials.load(`(slice * ${size}u + ${thread})`)};
  }
${writer.row(`(${thread} / ${rows * columns}u)`, `(${thread} / ${columns}u % ${rows}u)`, "")}
${writer.column(`(${thread} % ${columns}u)`, "")}
  ${writer.write("", "", "sum")}`,
  );
}

/** Elements of all slices' sums. */
export function partialCount({ batch, rows, columns }: Product, slices: number): number {
  return sizeOf([slices, batch, rows, columns]);
}
