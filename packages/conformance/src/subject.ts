import type { Backend, DType } from "@mebae/tensor";
import * as mebae from "@mebae/tensor";
import { allCases, type OpCase, type OpCases } from "@mebae/tensor/cases";
import type { DrawnArray } from "./arrays.js";
import { callOp, describeCall } from "./call.js";
import type { ConformanceOptions } from "./check.js";
import { drawInputs } from "./draw.js";
import { contiguous, type Layout } from "./layouts.js";
import { type Result, readTensor } from "./place.js";

/** An op in one dtype: what every check looks at. */
export interface Subject {
  readonly cases: OpCases;
  readonly dtype: DType;
  readonly seed: number;
  readonly functions: Readonly<Record<string, unknown>>;
  /** Tells apart the entries of one op. */
  readonly name: string;
}

/** Every op in every dtype that it is tested in and that the backend has. */
export function subjectsOf(backend: Backend, options: ConformanceOptions): Subject[] {
  const { cases = allCases, functions = mebae, seed = 0 } = options;
  const seen = new Map<string, number>();
  return [...cases].flatMap((entry) => {
    const count = (seen.get(entry.name) ?? 0) + 1;
    seen.set(entry.name, count);
    const name = count === 1 ? entry.name : `${entry.name} (${count})`;
    return dtypesOf(entry)
      .filter((dtype) => backend.dtypes.has(dtype))
      .map((dtype) => ({ cases: entry, dtype, seed, functions, name: `${name} ${dtype}` }));
  });
}

/** What is tested as float32 is tested as float16 too. */
function dtypesOf({ dtypes = ["float32", "float64"] }: OpCases): readonly DType[] {
  return dtypes.includes("float32") ? [...dtypes, "float16"] : dtypes;
}

/** One call of an op with drawn inputs. */
export interface Call {
  readonly c: OpCase;
  readonly inputs: readonly DrawnArray[];
  readonly layout: Layout;
  readonly where: string;
}

export function prepareCall(subject: Subject, c: OpCase, layout: Layout = contiguous): Call {
  const inputs = drawInputs(subject.cases, c, subject.dtype, subject.seed).map(layout.values);
  const how = layout === contiguous ? "" : `, inputs ${layout.name}`;
  const where = `${describeCall(subject.cases, c)} ${subject.dtype}${how}, seed ${subject.seed}`;
  return { c, inputs, layout, where };
}

/** Runs a call on a backend. The inputs come back too, as they lie there afterwards. */
export async function runCall(
  { cases, functions }: Subject,
  { c, inputs, layout }: Call,
  backend: Backend,
): Promise<{ result: Result; inputsAfter: Float64Array[] }> {
  const tensors = inputs.map((input) => layout.place(input, backend));
  try {
    using output = callOp(functions, cases, c, tensors);
    const result = await readTensor(output);
    const inputsAfter: Float64Array[] = [];
    for (const input of tensors) inputsAfter.push((await readTensor(input)).data);
    return { result, inputsAfter };
  } finally {
    for (const input of tensors) input.dispose();
  }
}
