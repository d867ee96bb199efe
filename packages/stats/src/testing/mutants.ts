import { parameterNames } from "../programs.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { add, mul, neg } from "../symbolic/arithmetic.js";

/** A record with one formula broken. */
export interface Mutant {
  readonly name: string;
  readonly record: DistributionRecord;
  /** The tests that can notice, by words of their names. */
  readonly noticing: RegExp;
}

type Rename = (parameters: Parameters) => Parameters;

/** Every mutant of a record that differs from it at one of the settings. */
export function mutantsOf(record: DistributionRecord, settings: readonly Parameters[]): Mutant[] {
  return [
    ...termMutants(record),
    ...momentMutants(record, settings),
    ...quantileMutants(record, settings),
    ...sampleMutants(record),
    ...estimateMutants(record),
  ];
}

/** The parameters that a fit finds. */
function fittedOf(record: DistributionRecord): string[] {
  return parameterNames(record).filter((name) => !record.parameters[name]!.given);
}

/** One parameter taken for another, for each two that are fitted, where both may have the other's value. */
function swaps(record: DistributionRecord): (readonly [name: string, rename: Rename])[] {
  const names = fittedOf(record);
  return names.flatMap((a, i) =>
    names
      .slice(i + 1)
      .map((b) => [`takes ${a} for ${b}`, (p: Parameters) => swapped(record, p, a, b)] as const),
  );
}

function swapped({ parameters }: DistributionRecord, p: Parameters, a: string, b: string): Parameters {
  // Terms are no numbers, whose formulas end whatever they are of.
  const may = (name: string, value: unknown) =>
    typeof value !== "number" || parameters[name]!.constraint.contains([value]);
  return may(a, p[b]) && may(b, p[a]) ? { ...p, [a]: p[b]!, [b]: p[a]! } : p;
}

/** Functions of x: a wrong sign, a factor and a term that are a thousandth off, each parameter a thousandth off, swaps. */
function termMutants(record: DistributionRecord): Mutant[] {
  return (["logPdf", "logCdf", "logSurvival", "cdf", "survival"] as const).flatMap((field) => {
    const own = record[field];
    if (!own) return [];
    const mutant = (name: string, changed: typeof own): Mutant => ({
      name: `${field} ${name}`,
      record: { ...record, [field]: changed },
      noticing:
        field === "logPdf" ? /densit|probabilities are|agree|maximum|information/ : /densit|agree|invert/,
    });
    return [
      mutant("with the other sign", (x, p) => neg(own(x, p))),
      mutant("times 1.001", (x, p) => mul(1.001, own(x, p))),
      mutant("plus 0.001", (x, p) => add(0.001, own(x, p))),
      ...fittedOf(record).map((name) =>
        mutant(`with ${name} times 1.001`, (x, p) => own(x, { ...p, [name]: mul(1.001, p[name]!) })),
      ),
      ...swaps(record).map(([name, rename]) => mutant(name, (x, p) => own(x, rename(p as never) as never))),
    ];
  });
}

function momentMutants(record: DistributionRecord, settings: readonly Parameters[]): Mutant[] {
  return (["mean", "variance", "skewness", "kurtosis", "entropy"] as const).flatMap((field) => {
    const own = record[field];
    const changes: (readonly [string, typeof own])[] = [
      ["with the other sign", (p) => -own(p)],
      ["times 1.001", (p) => 1.001 * own(p)],
      ["plus 0.001", (p) => own(p) + 0.001],
      ...swaps(record).map(([name, rename]) => [name, (p: Parameters) => own(rename(p))] as const),
    ];
    return changes
      .filter(([, changed]) => settings.some((p) => differs(changed(p), own(p))))
      .map(([name, changed]) => ({
        name: `${field} ${name}`,
        record: { ...record, [field]: changed },
        noticing: /moments|entropy|densities/,
      }));
  });
}

function differs(a: number, b: number): boolean {
  return a !== b && !(Number.isNaN(a) && Number.isNaN(b)) && Math.abs(a - b) > 1e-6 * Math.abs(b);
}

function quantileMutants(record: DistributionRecord, settings: readonly Parameters[]): Mutant[] {
  const own = record.quantile;
  const third = { p: 1 / 3, q: 2 / 3, logP: Math.log(1 / 3), logQ: Math.log(2 / 3) };
  const changes: (readonly [string, typeof own])[] = [
    ["with the other sign", (u, p) => -own(u, p)],
    ["times 1.001", (u, p) => 1.001 * own(u, p)],
    ["of the other tail", ({ p, q, logP, logQ }, of) => own({ p: q, q: p, logP: logQ, logQ: logP }, of)],
    ...swaps(record).map(([name, rename]) => [name, ((u, p) => own(u, rename(p))) as typeof own] as const),
  ];
  return changes
    .filter(([, changed]) => settings.some((p) => differs(changed(third, p), own(third, p))))
    .map(([name, changed]) => ({
      name: `quantile ${name}`,
      record: { ...record, quantile: changed },
      noticing: /invert|densit|probabilities are|samples/,
    }));
}

/** 2000 draws tell what is far off: a wrong sign, twice as much, swapped parameters. */
function sampleMutants(record: DistributionRecord): Mutant[] {
  const own = record.sample;
  if (!own) return [];
  const mutant = (name: string, sample: typeof own): Mutant => ({
    name: `sample ${name}`,
    record: { ...record, sample },
    noticing: /samples/,
  });
  return [
    mutant("with the other sign", (draws, p) => -own(draws, p)),
    mutant("doubled", (draws, p) => 2 * own(draws, p)),
    ...swaps(record).map(([name, rename]) => mutant(name, (draws, p) => own(draws, rename(p)))),
  ];
}

/**
 * The maximum: each fitted parameter with the other sign and a thousandth off. Of a start the sign of what must be positive: searches
 * forgive the rest.
 */
function estimateMutants(record: DistributionRecord): Mutant[] {
  const fitted = fittedOf(record);
  const off = (factor: number): (readonly [string, Rename])[] =>
    fitted.map((name) => [`with ${name} times ${factor}`, (p) => ({ ...p, [name]: factor * p[name]! })]);
  const changed = (rename: Rename, found: Estimate): Estimate => ({
    ...found,
    parameters: rename(found.parameters),
  });
  const { sufficient, estimate } = record;
  const maxima = [...off(-1), ...off(1.001)].flatMap(([name, rename]): Mutant[] => {
    if (sufficient)
      return [
        {
          name: `sufficient ${name}`,
          noticing: /maximum|search/,
          record: {
            ...record,
            sufficient: { ...sufficient, estimate: (s, g) => changed(rename, sufficient.estimate(s, g)) },
          },
        },
      ];
    if (!estimate) return [];
    return [
      {
        name: `estimate ${name}`,
        noticing: /maximum|search/,
        record: { ...record, estimate: (s, g) => changed(rename, estimate(s, g)) },
      },
    ];
  });
  const isSearched = (_: unknown, place: number) => {
    const name = fitted[place]!;
    const rough = Array.isArray(record.irregular) && record.irregular.includes(name);
    return !rough && !record.parameters[name]!.constraint.contains([-1]);
  };
  const starts = off(-1)
    .filter(isSearched)
    .map(([name, rename]) => ({
      name: `start ${name}`,
      noticing: /search|maximum/,
      record: { ...record, start: ((s, g) => rename(record.start(s, g))) as typeof record.start },
    }));
  return [...maxima, ...starts];
}
