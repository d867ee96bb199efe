import { type Backend, createReferenceBackend, Generator, isFloat, type Tensor } from "@mebae/tensor";
import type { OpCase } from "@mebae/tensor/cases";
import type { DrawnArray } from "./arrays.js";
import type { Check, ConformanceOptions } from "./check.js";
import { compareShapes, compareValues, conditionOf, termsOf } from "./compare.js";
import { drawSigned } from "./draw.js";
import { type Differentiated, differentiableInputs, firstGradients, secondGradients } from "./gradients.js";
import { contiguous, isWorthwhile, type Layout, layouts } from "./layouts.js";
import { callsOf } from "./standardCases.js";
import { prepareCall, runCall, type Subject, subjectsOf } from "./subject.js";

/** A call whose gradients can be taken, with a drawn gradient by its output; undefined where there are none. */
export async function differentiate(
  subject: Subject,
  c: OpCase,
  backend: Backend,
  layout: Layout = contiguous,
): Promise<Differentiated | undefined> {
  const call = prepareCall(subject, c, layout);
  const by = differentiableInputs(subject.cases, call.inputs);
  if (by.length === 0) return undefined;
  const { result } = await runCall(subject, call, backend);
  if (!isFloat(result.dtype)) return undefined;
  const generator = new Generator(subject.seed).fold(`gradient ${subject.name}`);
  const dy = { ...result, data: drawSigned(result.data.length, generator) };
  const directions = by.map((i) => {
    const input = call.inputs[i]!;
    return { ...input, data: drawSigned(input.data.length, generator) };
  });
  return { subject, call, backend, by, dy, directions };
}

/** Ops of which some gradient may be asked. */
export function isDifferentiable({ cases, dtype }: Subject): boolean {
  return isFloat(dtype) && cases.differentiable?.length !== 0;
}

/** A backend's gradients and second gradients against the reference's. */
export function gradientChecks(backend: Backend, options: ConformanceOptions): Check[] {
  const reference = options.reference ?? createReferenceBackend();
  return subjectsOf(backend, options)
    .filter(isDifferentiable)
    .flatMap((subject) => [
      {
        kind: "gradients" as const,
        name: `${subject.name}: gradients`,
        run: () => compareCalls(subject, backend, reference, firstGradients, 4),
      },
      ...(subject.cases.secondDerivative === false
        ? []
        : [
            {
              kind: "second gradients" as const,
              name: `${subject.name}: second gradients`,
              run: () => compareCalls(subject, backend, reference, secondGradients, 8),
            },
          ]),
    ]);
}

/** Layouts take turns over the calls: values have already been compared in all of them. */
async function compareCalls(
  subject: Subject,
  backend: Backend,
  reference: Backend,
  gradients: (problem: Differentiated) => Tensor[],
  roundings: number,
): Promise<void> {
  for (const [i, c] of callsOf(subject.cases).entries()) {
    const layout = layouts[i % layouts.length]!;
    const problem = await differentiate(subject, c, reference, isWorthwhile(layout, c) ? layout : contiguous);
    if (problem) await compareGradients(problem, backend, gradients, roundings);
  }
}

async function compareGradients(
  problem: Differentiated,
  backend: Backend,
  gradients: (problem: Differentiated) => Tensor[],
  roundings: number,
): Promise<void> {
  const { subject, call, by, dy } = problem;
  const expected = await readAll(gradients(problem));
  const found = await readAll(gradients({ ...problem, backend }));
  // How the gradients follow their inputs and dy tells how rounding on the way to them can have grown.
  const flat = (values: readonly { data: Float64Array }[]) => values.flatMap(({ data }) => [...data]);
  const moved = async (inputs: readonly DrawnArray[]) =>
    flat(
      await readAll(
        gradients({
          ...problem,
          call: { ...call, inputs: inputs.slice(1) },
          dy: { ...dy, data: inputs[0]!.data },
        }),
      ),
    );
  const all = flat(expected);
  const draws = await conditionOf(moved, [dy, ...call.inputs], all);
  const largest = Math.max(1, ...all.map(Math.abs).filter(Number.isFinite));
  const growth = Math.sqrt(termsOf(subject.cases, call.c, dy.data.length));
  const scale = draws.map((condition) => largest + growth * condition);
  let start = 0;
  by.forEach((input, i) => {
    const where = `${call.where}, gradient by input ${input}`;
    const { data, shape, dtype } = expected[i]!;
    compareShapes(found[i]!.shape, shape, where);
    const ulp = (subject.cases.ulp ?? 4) * roundings;
    compareValues(found[i]!.data, data, {
      where,
      shape,
      dtype,
      ulp,
      scale: scale.slice(start, start + data.length),
    });
    start += data.length;
  });
}

async function readAll(tensors: readonly Tensor[]): Promise<DrawnArray[]> {
  const out: DrawnArray[] = [];
  for (const t of tensors) {
    out.push({ dtype: t.dtype, shape: t.shape, data: Float64Array.from(await t.data()) });
    t.dispose();
  }
  return out;
}
