import { type Backend, createReferenceBackend } from "@mebae/tensor";
import { asDtype, oracleOf } from "./arrays.js";
import { createBoundedReference } from "./bounds/boundedReference.js";
import { type Check, ConformanceError, type ConformanceOptions } from "./check.js";
import {
  compareBySteps,
  compareShapes,
  compareValues,
  type LazyScale,
  onceAsked,
  scaleOf,
} from "./compare.js";
import { Expectations } from "./expectations.js";
import { layoutsOf } from "./layouts.js";
import type { Result } from "./place.js";
import { callsOf, specialCall } from "./standardCases.js";
import { type Call, prepareCall, runCall, type Subject, subjectsOf } from "./subject.js";

/** The reference's values against the cases' independent definitions. */
export function oracleChecks(reference: Backend, options: ConformanceOptions): Check[] {
  return subjectsOf(reference, options).map((subject) => ({
    kind: "values",
    name: `${subject.name}: values are the oracle's`,
    run: async () => {
      const special = specialCall(subject.cases);
      for (const c of callsOf(subject.cases)) await compareWithOracle(subject, reference, c, false);
      if (special && isFloating(subject)) await compareWithOracle(subject, reference, special, true);
    },
  }));
}

function isFloating({ dtype }: Subject): boolean {
  return dtype === "float32" || dtype === "float64";
}

async function compareWithOracle(
  subject: Subject,
  reference: Backend,
  c: Parameters<typeof prepareCall>[1],
  signedZeros: boolean,
): Promise<void> {
  const { cases } = subject;
  const call = prepareCall(subject, c);
  const { result } = await runCall(subject, call, reference);
  const expected = oracleOf(cases, c, call.inputs);
  compareShapes(result.shape, expected.shape, call.where);
  const ulp = result.dtype === "float64" ? (cases.oracleUlp ?? 16) : (cases.ulp ?? 4);
  const how = { ...result, where: call.where, ulp, signedZeros };
  await compareBySteps(result.data, asDtype(expected.data, result.dtype), how, () =>
    scaleOf(cases, c, call.inputs),
  );
}

/** What is right for a backend: the reference, with error bounds where the backend states its own accuracy. */
export function referenceFor(backend: Backend, options: ConformanceOptions): Backend {
  const { reference = createReferenceBackend() } = options;
  return backend.accuracy ? createBoundedReference(reference, backend.accuracy) : reference;
}

/** A backend's values against the reference's, however its inputs lie, and the inputs afterwards. */
export function valueChecks(backend: Backend, options: ConformanceOptions): Check[] {
  const { expectations = new Expectations() } = options;
  const reference = referenceFor(backend, options);
  return subjectsOf(backend, options).map((subject, turn) => ({
    kind: "values",
    name: `${subject.name}: values`,
    run: async () => {
      const special = specialCall(subject.cases);
      const calls = callsOf(subject.cases).map((c) => ({ c, signedZeros: false }));
      if (special && isFloating(subject)) calls.push({ c: special, signedZeros: true });
      for (const [i, { c, signedZeros }] of calls.entries()) {
        for (const layout of layoutsOf(c, options, turn + i)) {
          const call = prepareCall(subject, c, layout);
          const expected = await expectations.find(`${subject.name} values ${i} ${layout.name}`, () =>
            expect(subject, call, reference),
          );
          await compareWithExpected(subject, call, backend, expected, signedZeros);
        }
      }
    },
  }));
}

interface Expected {
  readonly result: Result;
  /** See `scaleOf`. */
  readonly scale: LazyScale;
}

async function expect(subject: Subject, call: Call, reference: Backend): Promise<Expected> {
  const { result } = await runCall(subject, call, reference);
  return { result, scale: onceAsked(() => scaleOf(subject.cases, call.c, call.inputs)) };
}

async function compareWithExpected(
  subject: Subject,
  call: Call,
  backend: Backend,
  { result: expected, scale }: Expected,
  signedZeros: boolean,
): Promise<void> {
  const { where, inputs } = call;
  const { result, inputsAfter } = await runCall(subject, call, backend);
  if (result.dtype !== expected.dtype) {
    throw new ConformanceError(`${where}: expected dtype ${expected.dtype}, got ${result.dtype}`);
  }
  compareShapes(result.shape, expected.shape, where);
  const ulp = subject.cases.ulp ?? 4;
  await compareBySteps(result.data, expected.data, { ...expected, where, ulp, signedZeros }, scale);
  inputs.forEach((input, i) => {
    const after = { ...input, where: `${where}, input ${i} afterwards`, ulp: 0, signedZeros: true };
    compareValues(inputsAfter[i]!, input.data, after);
  });
}
