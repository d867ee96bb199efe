import { type Backend, createReferenceBackend, Generator, isFloat, type Tensor } from "@mebae/tensor";
import type { OpCase } from "@mebae/tensor/cases";
import type { DrawnArray } from "./arrays.js";
import type { Check, ConformanceOptions } from "./check.js";
import { compareShapes, compareValues, conditionOf, termsOf } from "./compare.js";
import { drawSigned } from "./draw.js";
import { Expectations } from "./expectations.js";
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
  const { reference = createReferenceBackend(), expectations = new Expectations() } = options;
  const check = (subject: Subject, order: Order): Check => ({
    kind: order.kind,
    name: `${subject.name}: ${order.kind}`,
    run: () => compareCalls(subject, backend, reference, expectations, order),
  });
  return subjectsOf(backend, options)
    .filter(isDifferentiable)
    .flatMap((subject) =>
      subject.cases.secondDerivative === false
        ? [check(subject, first)]
        : [check(subject, first), check(subject, second)],
    );
}

interface Order {
  readonly kind: "gradients" | "second gradients";
  readonly of: (problem: Differentiated) => Tensor[];
  /** A gradient goes through several ops, each of which may round. */
  readonly roundings: number;
}

const first: Order = { kind: "gradients", of: firstGradients, roundings: 4 };
const second: Order = { kind: "second gradients", of: secondGradients, roundings: 8 };

/** Layouts take turns over the calls: values have already been compared in all of them. */
async function compareCalls(
  subject: Subject,
  backend: Backend,
  reference: Backend,
  expectations: Expectations,
  order: Order,
): Promise<void> {
  for (const [i, c] of callsOf(subject.cases).entries()) {
    const layout = layouts[i % layouts.length]!;
    const expected = await expectations.find(`${subject.name} ${order.kind} ${i}`, async () => {
      const problem = await differentiate(
        subject,
        c,
        reference,
        isWorthwhile(layout, c) ? layout : contiguous,
      );
      return problem && expectGradients(problem, order);
    });
    if (expected) await compareGradients(expected, backend, order);
  }
}

interface ExpectedGradients {
  readonly problem: Differentiated;
  readonly gradients: readonly DrawnArray[];
  /** Of all gradients' elements, one after the other. */
  readonly scale: Float64Array;
}

/** How the gradients follow their inputs and dy tells how rounding on the way to them can grow. */
async function expectGradients(problem: Differentiated, order: Order): Promise<ExpectedGradients> {
  const { subject, call, dy } = problem;
  const flat = (values: readonly { data: Float64Array }[]) => values.flatMap(({ data }) => [...data]);
  const gradients = await readAll(order.of(problem));
  const moved = async ([movedDy, ...inputs]: readonly DrawnArray[]) =>
    flat(
      await readAll(order.of({ ...problem, call: { ...call, inputs }, dy: { ...dy, data: movedDy!.data } })),
    );
  const all = flat(gradients);
  const draws = await conditionOf(moved, [dy, ...call.inputs], all);
  const largest = Math.max(1, ...all.map(Math.abs).filter(Number.isFinite));
  const growth = Math.sqrt(termsOf(subject.cases, call.c, dy.data.length));
  return { problem, gradients, scale: draws.map((condition) => largest + growth * condition) };
}

async function compareGradients(
  { problem, gradients, scale }: ExpectedGradients,
  backend: Backend,
  order: Order,
): Promise<void> {
  const { subject, call, by } = problem;
  const found = await readAll(order.of({ ...problem, backend }));
  const ulp = (subject.cases.ulp ?? 4) * order.roundings;
  let start = 0;
  by.forEach((input, i) => {
    const where = `${call.where}, gradient by input ${input}`;
    const { data, shape, dtype } = gradients[i]!;
    compareShapes(found[i]!.shape, shape, where);
    const own = scale.slice(start, start + data.length);
    compareValues(found[i]!.data, data, { where, shape, dtype, ulp, scale: own });
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
