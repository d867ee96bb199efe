import { type Backend, Generator, type Tensor } from "@mebae/tensor";
import type { DrawnArray } from "./arrays.js";
import { type Check, ConformanceError, type ConformanceOptions } from "./check.js";
import { drawSigned } from "./draw.js";
import { differentiate, isDifferentiable } from "./gradientChecks.js";
import { type Differentiated, eager, firstGradients, secondGradients, valueAt } from "./gradients.js";
import { readAll } from "./place.js";
import { callsOf } from "./standardCases.js";
import { type Subject, subjectsOf } from "./subject.js";

/** The reference's gradients and second gradients against differences of its values, in float64. */
export function differenceChecks(reference: Backend, options: ConformanceOptions): Check[] {
  return subjectsOf(reference, options)
    .filter((subject) => subject.dtype === "float64" && isDifferentiable(subject))
    .flatMap((subject) => [
      {
        kind: "gradients" as const,
        name: `${subject.name}: gradients are the values' differences`,
        run: () => checkCalls(subject, reference, 1),
      },
      ...(subject.cases.secondDerivative === false
        ? []
        : [
            {
              kind: "second gradients" as const,
              name: `${subject.name}: second gradients are the gradients' differences`,
              run: () => checkCalls(subject, reference, 2),
            },
          ]),
    ]);
}

async function checkCalls(subject: Subject, reference: Backend, order: 1 | 2): Promise<void> {
  for (const c of callsOf(subject.cases)) {
    const problem = await differentiate(subject, c, reference);
    if (problem) await checkDifferences(problem, order);
  }
}

/**
 * For each differentiated input x, along a random direction d with no element near zero:
 *   order 1: Σ d·(Jᵀ dy) is the slope of Σ dy·f(x + t d) at t = 0,
 *   order 2: Σ d·∇(Σ v·Jᵀ dy) is the slope of Σ v·Jᵀ(x + t d) dy.
 * One slope a call sees every element, since each counts with a weight of its own.
 */
async function checkDifferences(problem: Differentiated, order: 1 | 2): Promise<void> {
  const { by, call, dy, directions, subject } = problem;
  const generator = new Generator(subject.seed).fold("differences");
  const gradients = await readData(eager(problem, order === 1 ? firstGradients : secondGradients));
  for (const [k, input] of by.entries()) {
    if (call.inputs[input]!.data.length === 0) continue;
    const direction = drawSigned(call.inputs[input]!.data.length, generator);
    const along = async (t: number): Promise<Terms> => {
      const at = call.inputs.map((x, i) => (i === input ? shifted(x, direction, t) : x));
      if (order === 1) return weighted([dy.data], await readData([valueAt(problem, at)]));
      return weighted(
        directions.map(({ data }) => data),
        await readData(eager(problem, firstGradients, at)),
      );
    };
    const analytic = weighted([direction], [gradients[k]!]);
    compareSlopes(
      analytic,
      await slopeOf(along),
      subject.cases.oracleUlp ?? 16,
      `${call.where}, order ${order} by input ${input}`,
    );
  }
}

/** Products to be added up, one a place. */
type Terms = number[];

function weighted(weights: readonly Float64Array[], values: readonly Float64Array[]): Terms {
  return values.flatMap((list, i) => Array.from(list, (value, j) => value * weights[i]![j]!));
}

function shifted(x: DrawnArray, direction: Float64Array, t: number): DrawnArray {
  return { ...x, data: x.data.map((value, i) => value + t * direction[i]!) };
}

const step = 2 ** -11;

interface Slope {
  readonly value: number;
  /** Σ |term|: what rounding grows with. */
  readonly magnitude: number;
}

/** Richardson's central difference (4 D(h/2) - D(h)) / 3, term by term. */
async function slopeOf(along: (t: number) => Promise<Terms>): Promise<Slope> {
  const central = async (h: number) => {
    const [above, below] = [await along(h), await along(-h)];
    const slope = above.reduce((total, term, i) => total + (term - below[i]!), 0) / (2 * h);
    return { slope, magnitude: above.reduce((total, term) => total + Math.abs(term), 0) };
  };
  const wide = await central(step);
  const narrow = await central(step / 2);
  return { value: (4 * narrow.slope - wide.slope) / 3, magnitude: wide.magnitude };
}

function compareSlopes(analytic: Terms, numeric: Slope, oracleUlp: number, where: string): void {
  const found = analytic.reduce((a, b) => a + b, 0);
  const size = analytic.reduce((total, term) => total + Math.abs(term), 0);
  const rounding = ((64 + oracleUlp) * Number.EPSILON * numeric.magnitude) / step;
  const allowed = 1e-7 * Math.max(size, Math.abs(numeric.value)) + rounding;
  // NaN fails too.
  if (Math.abs(found - numeric.value) <= allowed) return;
  throw new ConformanceError(
    `${where}: differences give a slope of ${numeric.value} ± ${allowed}, the gradient rules ${found}`,
  );
}

async function readData(tensors: readonly Tensor[]): Promise<Float64Array[]> {
  return (await readAll(tensors)).map(({ data }) => data);
}
