import { type Backend, Generator, isFloat, sizeOf, type Tensor } from "@mebae/tensor";
import type { OpCase, OpCases } from "@mebae/tensor/cases";
import type { DrawnArray } from "./arrays.js";
import type { Check, ConformanceOptions } from "./check.js";
import { compareBySteps, compareShapes, conditionOf, type LazyScale, onceAsked, termsOf } from "./compare.js";
import { drawSigned } from "./draw.js";
import { Expectations } from "./expectations.js";
import {
  compiled,
  type Differentiated,
  differentiableInputs,
  eager,
  firstGradients,
  type GradientsOf,
  secondGradients,
} from "./gradients.js";
import { contiguous, isWorthwhile, type Layout, layouts } from "./layouts.js";
import { type Result, readAll } from "./place.js";
import { callsOf } from "./standardCases.js";
import { prepareCall, runCall, type Subject, subjectsOf } from "./subject.js";
import { referenceFor } from "./valueChecks.js";

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
  const { dtype, shape } = result;
  const dy = { dtype, shape, data: drawSigned(result.data.length, generator) };
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

/** A backend's gradients and second gradients against the reference's, op by op and compiled. */
export function gradientChecks(backend: Backend, options: ConformanceOptions): Check[] {
  const { expectations = new Expectations() } = options;
  const reference = referenceFor(backend, options);
  const suite = { backend, reference, expectations };
  return subjectsOf(backend, options)
    .filter(isDifferentiable)
    .flatMap((subject) => {
      const orders = subject.cases.secondDerivative === false ? [first] : [first, second];
      const all = [...callsOf(subject.cases).keys()];
      const eagerly = orders.map((order) => ({
        kind: order.kind,
        name: `${subject.name}: ${order.kind}`,
        run: () => compareCalls(suite, subject, order, all, eager),
      }));
      const atOnce = {
        kind: "compiled gradients" as const,
        name: `${subject.name}: compiled gradients`,
        run: async () => {
          for (const order of orders)
            await compareCalls(suite, subject, order, [largestOf(subject.cases)], compiled);
        },
      };
      return [...eagerly, atOnce];
    });
}

interface Suite {
  readonly backend: Backend;
  readonly reference: Backend;
  readonly expectations: Expectations;
}

interface Order {
  readonly kind: "gradients" | "second gradients";
  readonly of: GradientsOf;
  /** A gradient goes through several ops, each of which may round. */
  readonly roundings: number;
}

const first: Order = { kind: "gradients", of: firstGradients, roundings: 4 };
const second: Order = { kind: "second gradients", of: secondGradients, roundings: 8 };

/** The number of the call with the most elements. */
function largestOf(cases: OpCases): number {
  const sizes = callsOf(cases).map(({ inputs }) => inputs.reduce((all, { shape }) => all + sizeOf(shape), 0));
  return sizes.indexOf(Math.max(...sizes));
}

/** Layouts take turns over the calls: values have already been compared in all of them. */
async function compareCalls(
  { backend, reference, expectations }: Suite,
  subject: Subject,
  order: Order,
  numbers: readonly number[],
  run: (problem: Differentiated, of: GradientsOf) => Tensor[],
): Promise<void> {
  for (const i of numbers) {
    const c = callsOf(subject.cases)[i]!;
    const layout = layouts[i % layouts.length]!;
    const own = isWorthwhile(layout, c) ? layout : contiguous;
    const expected = await expectations.find(`${subject.name} ${order.kind} ${i}`, async () => {
      const problem = await differentiate(subject, c, reference, own);
      return problem && expectGradients(problem, order);
    });
    if (!expected) continue;
    const found = await readAll(run({ ...expected.problem, backend }, order.of));
    await compareGradients(expected, found, order);
  }
}

interface ExpectedGradients {
  readonly problem: Differentiated;
  readonly gradients: readonly Result[];
  /** The largest of all their elements, and 1 at least; 0 where the bounds of their errors are known. */
  readonly largest: number;
  /** Of all gradients' elements, one after the other; none where the bounds of their errors are known. */
  readonly scale: LazyScale;
}

async function expectGradients(problem: Differentiated, order: Order): Promise<ExpectedGradients> {
  const gradients = await readAll(eager(problem, order.of));
  if (gradients.some(({ errors }) => errors))
    return { problem, gradients, largest: 0, scale: async () => undefined };
  const all = gradients.flatMap(({ data }) => [...data]);
  const largest = Math.max(1, ...all.map(Math.abs).filter(Number.isFinite));
  return { problem, gradients, largest, scale: onceAsked(() => scaleOf(problem, order, all, largest)) };
}

/** How the gradients follow their inputs and dy tells how rounding on the way to them can grow. */
async function scaleOf(
  problem: Differentiated,
  order: Order,
  gradients: readonly number[],
  largest: number,
): Promise<Float64Array> {
  const { subject, call, dy } = problem;
  const flat = (values: readonly { data: Float64Array }[]) => values.flatMap(({ data }) => [...data]);
  const moved = async ([movedDy, ...inputs]: readonly DrawnArray[]) => {
    const there = { ...problem, call: { ...call, inputs }, dy: { ...dy, data: movedDy!.data } };
    return flat(await readAll(eager(there, order.of)));
  };
  const draws = await conditionOf(moved, [dy, ...call.inputs], gradients);
  const growth = Math.sqrt(termsOf(subject.cases, call.c, dy.data.length));
  return draws.map((condition) => largest + growth * condition);
}

async function compareGradients(
  { problem, gradients, largest, scale }: ExpectedGradients,
  found: readonly Result[],
  order: Order,
): Promise<void> {
  const { subject, call, by } = problem;
  const ulp = (subject.cases.ulp ?? 4) * order.roundings;
  let start = 0;
  for (const [i, input] of by.entries()) {
    const where = `${call.where}, gradient by input ${input}`;
    const { data, shape, dtype, errors } = gradients[i]!;
    compareShapes(found[i]!.shape, shape, where);
    const from = start;
    start += data.length;
    const how = { where, shape, dtype, ulp, errors, scale: new Float64Array(data.length).fill(largest) };
    await compareBySteps(found[i]!.data, data, how, async () =>
      (await scale())?.slice(from, from + data.length),
    );
  }
}
