import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  bootstrapSteps,
  type Candidates,
  type Criterion,
  candidateSteps,
  type FitResult,
  fit as fitFamily,
  type Intervals,
  type FitOptions as StatsFitOptions,
  Truncated,
} from "@mebae/stats";
import { DataError, Key, UsageError } from "@mebae/tensor";
import { assertWritable } from "@mebae/training/node";
import type { CommonOptions } from "../arguments.js";
import { open } from "../data/open.js";
import {
  type ColumnData,
  type ColumnOptions,
  columnData,
  fitOptionsOf,
  withPlace,
} from "../fitting/columnData.js";
import { familyNamed } from "../fitting/familyNamed.js";
import type { Fitted } from "../fitting/fitted.js";
import { followSteps } from "../fitting/followSteps.js";
import { enoughInSeconds, goodnessOf } from "../fitting/goodness.js";
import { resultEvent } from "../fitting/resultEvent.js";
import { tellCandidates, tellData, tellFit } from "../fitting/tell.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { renderFitReport } from "../report/fit/fitReport.js";
import { counted } from "../words.js";

export interface FitOptions extends CommonOptions, ColumnOptions {
  readonly query?: string;
  readonly distribution?: string;
  readonly auto: boolean;
  readonly by?: Criterion;
  readonly fix?: Readonly<Record<string, number>>;
  readonly truncation?: { readonly low?: number; readonly high?: number };
  readonly level: number;
  readonly intervals: "profile" | "wald" | "bootstrap";
  readonly resamples?: number;
  readonly seed: number;
  readonly out?: string;
}

/** Fits a distribution, or the best of all, to a column of a CSV, and says how sure it is and how well it fits. */
export async function fit(path: string, options: FitOptions, io: Io): Promise<number> {
  const began = performance.now();
  refuseContradictions(options);
  const output = new Output(io, options.json);
  const family = options.distribution === undefined ? undefined : familyNamed(options.distribution);
  const column = columnData((await open(path, { query: options.query })).data, options);
  if (options.out !== undefined) await assertWritable(options.out);
  tellData(column, output);
  const { values, missing } = column;
  output.event({
    event: "data",
    name: column.table.name,
    column: column.column,
    values: values.length,
    missing,
  });
  const { fix: fixed = {}, level, intervals: method, seed, by = "aicc", truncation } = options;
  const settings = { ...fitOptionsOf(column, truncation), fixed };
  const chosen = family
    ? {
        result: withPlace(column, ` to fit ${family.record.name}`, () =>
          fitFamily(family, column.data, settings),
        ),
        interrupted: false,
      }
    : await chooseFamily(column, options, io, output);
  const { result } = chosen;
  warnOfLimit(result, io);
  const recorded = truncation ? asRecorded(result, column, settings) : result;
  const base = {
    ...chosen,
    recorded,
    column,
    fixed,
    by,
    level,
    method,
    seed,
    ...(truncation && { truncation }),
  };
  const judged = await judge(base, options, io);
  const fitted: Fitted = { ...base, ...judged, seconds: (performance.now() - began) / 1000 };
  const failure = failureOf(result);
  let report: string | undefined;
  if (!failure) {
    tellFit(fitted, output);
    if (options.out !== undefined) {
      report = join(options.out, "report.html");
      await writeFile(report, renderFitReport(fitted));
      output.say(`Report: ${report}`);
    }
  }
  output.event(resultEvent(fitted, report));
  if (failure) throw new Error(`${column.table.name}, column "${column.column}": ${failure}`);
  if (fitted.interrupted) io.stderr("interrupted; what is shown is what was done\n");
  return fitted.interrupted ? exitCodes.interrupted : exitCodes.done;
}

function refuseContradictions({ distribution, auto, by, fix }: FitOptions): void {
  if (distribution !== undefined && auto)
    throw new UsageError("--distribution and --auto exclude each other: give one of them");
  if (distribution === undefined && fix)
    throw new UsageError("--fix: expected --distribution with the family of the parameter");
  if (distribution !== undefined && by !== undefined)
    throw new UsageError(`--by ${by} ranks candidates: expected --auto, not --distribution`);
}

/** The best of all families that the values allow. */
async function chooseFamily(
  column: ColumnData,
  { by = "aicc", truncation }: FitOptions,
  io: Io,
  output: Output,
): Promise<{ result: FitResult; candidates: Candidates; interrupted: boolean }> {
  const steps = withPlaces(column, candidateSteps(column.data, { by, ...fitOptionsOf(column, truncation) }));
  const followed = await followSteps(steps, { io, label: "family", enough: () => Infinity });
  const { result: candidates, interrupted } = followed;
  const best = candidates.ranked[0];
  if (!best) throw noneFits(candidates, by, column);
  tellCandidates(candidates, by, column, output);
  return { result: best.fit, candidates, interrupted };
}

/** Too few values are told as such; else what keeps most families out. */
function noneFits({ leftOut }: Candidates, by: Criterion, { table, column, values }: ColumnData): Error {
  const place = `${table.name}, column "${column}"`;
  if (by === "aicc" && leftOut.some(({ reason }) => reason.endsWith("too many for so few values")))
    return new DataError(
      `${place}: ${counted(values.length, "value")} ${values.length === 1 ? "is" : "are"} too few to choose a distribution by AICc; name one with --distribution, or give more`,
      { file: table.name, column },
    );
  const reasons = new Map<string, number>();
  for (const { reason } of leftOut) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const [why] = [...reasons].sort(([, a], [, b]) => b - a)[0] ?? ["none was tried"];
  return new Error(`${place}: no distribution can be fitted: ${why}`);
}

/** The first step checks the data; what it refuses is told by file, row and column. */
function* withPlaces<R>(column: ColumnData, steps: Generator<number, R, boolean | undefined>) {
  let step = withPlace(column, "", () => steps.next());
  while (!step.done) step = steps.next(yield step.value);
  return step.value;
}

/** Intervals and goodness of fit, as far as Ctrl-C lets them come. */
async function judge(
  { result, recorded, interrupted }: Pick<Fitted, "result" | "recorded" | "interrupted">,
  { level, intervals: method, resamples, seed }: FitOptions,
  io: Io,
): Promise<Pick<Fitted, "intervals" | "intervalRefits" | "goodness" | "interrupted">> {
  let stopped = interrupted;
  let intervals: Intervals;
  let intervalRefits: number | undefined;
  if (method === "bootstrap" && !failureOf(result) && !stopped) {
    const steps = bootstrapSteps(result, { level, key: new Key(seed), resamples: resamples ?? 999 });
    const enough = resamples === undefined ? enoughInSeconds(999) : () => resamples;
    const followed = await followSteps(steps, { io, label: "bootstrap", enough });
    intervals = followed.result;
    intervalRefits = followed.done;
    stopped = followed.interrupted;
  } else {
    intervals = result.confidenceIntervals({ level, method: method === "profile" ? "profile" : "wald" });
  }
  const refits = intervalRefits === undefined ? {} : { intervalRefits };
  if (stopped) {
    const goodness = { reason: "it was interrupted before", interrupted: true };
    return { intervals, ...refits, goodness, interrupted: true };
  }
  const goodness = await goodnessOf(recorded, { io, seed, resamples });
  return { intervals, ...refits, goodness, interrupted: goodness.interrupted };
}

/** With the truncation as part of the family: then it is known how data are drawn. Censored values stay as they are. */
function asRecorded(
  result: FitResult,
  { data }: ColumnData,
  { truncation = {}, ...options }: StatsFitOptions,
): FitResult {
  if (!(data instanceof Float64Array)) return result;
  return fitFamily(Truncated(result.family, truncation), data, options);
}

function warnOfLimit({ status, family }: FitResult, io: Io): void {
  if (status.kind !== "boundary") return;
  io.stderr(
    `warning: ${family.record.name} was fitted at a limit, ${status.parameter} = ${status.limit}: ${status.reason}\n`,
  );
}

/** Why the parameters mean nothing, where they do. */
function failureOf({ status, family }: FitResult): string | undefined {
  const { name } = family.record;
  if (status.kind === "degenerate") return `${name} has no maximum likelihood: ${status.reason}`;
  if (status.kind === "notIdentifiable") return `the parameters of ${name} can't be told: ${status.reason}`;
  if (status.kind === "notConverged")
    return `the search for the parameters of ${name} failed: ${status.reason}`;
  return undefined;
}
