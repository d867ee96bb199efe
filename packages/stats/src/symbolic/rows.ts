import type { Code, Instruction, Register } from "./code.js";
import type { Operation } from "./term.js";

type Step = (count: number) => void;

/** The registers of a program, and the computing in them. */
export class Rows {
  readonly #numbers: Float64Array;
  /** Columns first: views of the caller's data, which no step writes to. */
  readonly #rows: Float64Array[];
  readonly #once: readonly (() => void)[];
  readonly #steps: readonly Step[];
  /** Numbers spread over rows, for operations without a loop of their own. */
  readonly #spread: { readonly from: number; readonly rows: Float64Array }[] = [];

  constructor(
    private readonly code: Code,
    blockLength: number,
  ) {
    this.#numbers = new Float64Array(code.numbers);
    code.constants.forEach((value, index) => {
      this.#numbers[index] = value;
    });
    this.#rows = Array.from({ length: code.rows }, () => new Float64Array(blockLength));
    this.#once = code.once.map((instruction) => this.#number(instruction));
    this.#steps = code.perRow.map((instruction) => this.#step(instruction, blockLength));
  }

  setParameters(parameters: ArrayLike<number>): void {
    this.#numbers.set(parameters);
    for (const compute of this.#once) compute();
    for (const { from, rows } of this.#spread) rows.fill(this.#numbers[from]!);
  }

  /** Computes the outputs of rows [from, from + count). */
  compute(data: readonly Float64Array[], from: number, count: number): void {
    for (const [k, column] of data.entries()) this.#rows[k] = column.subarray(from, from + count);
    for (const step of this.#steps) step(count);
  }

  /** Σ wᵢ·output k over the rows just computed. */
  sum(k: number, count: number, weights: Float64Array | undefined, from: number): number {
    const { perRow, index } = this.code.outputs[k]!;
    let sum = 0;
    if (perRow) {
      const row = this.#rows[index]!;
      if (weights) for (let i = 0; i < count; i++) sum += weights[from + i]! * row[i]!;
      else for (let i = 0; i < count; i++) sum += row[i]!;
      return sum;
    }
    if (!weights) return count * this.#numbers[index]!;
    for (let i = 0; i < count; i++) sum += weights[from + i]!;
    return sum * this.#numbers[index]!;
  }

  /** Writes output k of the rows just computed to target[from, from + count). */
  copy(k: number, count: number, target: Float64Array, from: number): void {
    const { perRow, index } = this.code.outputs[k]!;
    if (!perRow) target.fill(this.#numbers[index]!, from, from + count);
    else target.set(this.#rows[index]!.subarray(0, count), from);
  }

  #number({ operation, inputs, output }: Instruction): () => void {
    const numbers = this.#numbers;
    const indices = inputs.map(({ index }) => index);
    return () => {
      numbers[output.index] = operation.value(...indices.map((index) => numbers[index]!));
    };
  }

  #step({ operation, inputs, output }: Instruction, blockLength: number): Step {
    const rows = this.#rows;
    const numbers = this.#numbers;
    const out = rows[output.index]!;
    const [a, b] = inputs;
    const { row, rowRow, rowNumber, numberRow } = operation.loops ?? {};
    if (row) return (n) => row(out, rows[a!.index]!, n);
    if (rowRow && a!.perRow && b!.perRow) return (n) => rowRow(out, rows[a!.index]!, rows[b!.index]!, n);
    if (rowNumber && a!.perRow) return (n) => rowNumber(out, rows[a!.index]!, numbers[b!.index]!, n);
    if (numberRow && b!.perRow) return (n) => numberRow(out, numbers[a!.index]!, rows[b!.index]!, n);
    return callEach(
      operation,
      out,
      inputs.map((input) => this.#rowOf(input, blockLength)),
    );
  }

  #rowOf({ perRow, index }: Register, blockLength: number): () => Float64Array {
    if (perRow) return () => this.#rows[index]!;
    let spread = this.#spread.find(({ from }) => from === index);
    if (!spread) this.#spread.push((spread = { from: index, rows: new Float64Array(blockLength) }));
    const { rows } = spread;
    return () => rows;
  }
}

/** out[i] = operation.value(inputs[i]...), a call a row. */
function callEach(
  { name, value }: Operation,
  out: Float64Array,
  inputs: readonly (() => Float64Array)[],
): Step {
  const [first, second, third, fourth] = inputs;
  switch (inputs.length) {
    case 1:
      return (n) => {
        const a = first!();
        for (let i = 0; i < n; i++) out[i] = value(a[i]!);
      };
    case 2:
      return (n) => {
        const [a, b] = [first!(), second!()];
        for (let i = 0; i < n; i++) out[i] = value(a[i]!, b[i]!);
      };
    case 3:
      return (n) => {
        const [a, b, c] = [first!(), second!(), third!()];
        for (let i = 0; i < n; i++) out[i] = value(a[i]!, b[i]!, c[i]!);
      };
    case 4:
      return (n) => {
        const [a, b, c, d] = [first!(), second!(), third!(), fourth!()];
        for (let i = 0; i < n; i++) out[i] = value(a[i]!, b[i]!, c[i]!, d[i]!);
      };
    default:
      throw new RangeError(`${name}: ${inputs.length} inputs`);
  }
}
