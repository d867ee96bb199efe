import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderFiles, saveModelFolder } from "@mebae/training/node";
import { calibrationBytes, calibrationFile } from "../calibration/calibrationFile.js";
import { duration } from "../progress.js";
import { renderReport } from "../report/report.js";
import { counted, mean, percent, standardDeviation } from "../words.js";
import type { Job, Outcome } from "./job.js";
import { type Judgement, metricsOf } from "./judgement.js";
import { membersInWords } from "./membersInWords.js";
import { reportParts } from "./reportParts.js";
import type { Result } from "./runFolder.js";

/** Writes model folder and report, and says how it went; the result that it told. */
export async function keepOutcome(job: Job, outcome: Outcome, out: string, target?: string): Promise<Result> {
  const { source, output } = job;
  const { judgement, folds, seconds } = outcome;
  const { members, augmentation } = outcome.trained;
  const metrics = folds ? meanOf(folds) : metricsOf(judgement);
  await saveOutcome(job, outcome, { out, target, metrics });
  const report = join(out, "report.html");
  const headline = inWords(judgement, metrics, folds);
  await writeFile(report, reportOf(job, outcome, headline, target));
  if (members) output.say(`Averaged: ${membersInWords(members)}.`);
  if (augmentation !== undefined) output.say(`Augmentation: ${augmentation}.`);
  output.say(`${headline}, ${outcome.heldOut}, in ${duration(seconds)}.`);
  output.say(`Model: ${out}`);
  output.say(`Report: ${report}`);
  const result = {
    event: "result",
    task: source.task,
    metrics,
    ...(folds && { folds }),
    ...{ seconds, members, augmentation },
    model: out,
    report,
  };
  output.event(result);
  return result;
}

async function saveOutcome(
  { source, seed }: Job,
  { trained, judgement, folds, origin }: Outcome,
  { out, target, metrics }: { out: string; target: string | undefined; metrics: Record<string, number> },
): Promise<void> {
  const { prepared, model, members, augmentation, steps } = trained;
  const { inputShape, preparation, targetScale } = prepared;
  const calibration = calibrationBytes(judgement, origin);
  await folderFiles(out).write(calibrationFile, calibration.bytes);
  await saveModelFolder(out, model, {
    task: source.task,
    ...(source.classes && { classes: source.classes }),
    inputShape,
    ...(targetScale && {
      targetScale: { mean: targetScale.mean, standardDeviation: targetScale.standardDeviation },
    }),
    preparation,
    information: {
      data: source.name,
      target,
      seed,
      metrics,
      ...(folds && { folds }),
      ...{ steps, members, augmentation },
      calibration: calibration.stamp,
    },
  });
}

function reportOf({ source, seed }: Job, outcome: Outcome, headline: string, target?: string): string {
  const { trained, heldOut, seconds } = outcome;
  const { members, augmentation, model, prepared } = trained;
  const facts: [string, string | undefined][] = [
    ["Result", `${headline} ${heldOut}`],
    ["Data", `${counted(source.length, "example")}${target ? `, target ${target}` : ""}`],
    members ? ["Averaged", membersInWords(members)] : ["Network", trained.name],
    ["Augmentation", augmentation],
    ["Seed", String(seed)],
    ["Time", duration(seconds)],
  ];
  return renderReport({
    title: `Mebae: ${source.name}`,
    facts: facts.filter((fact): fact is [string, string] => fact[1] !== undefined),
    ...reportParts(outcome, model.summary([1, ...prepared.inputShape]), target),
  });
}

function meanOf(folds: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(folds[0]!);
  return Object.fromEntries(names.map((name) => [name, mean(folds.map((fold) => fold[name]!))]));
}

function inWords(
  { task, indices }: Judgement,
  metrics: Readonly<Record<string, number>>,
  folds?: readonly Readonly<Record<string, number>>[],
): string {
  const spread = (name: string) => (folds ? standardDeviation(folds.map((fold) => fold[name]!)) : 0);
  if (task === "regression") {
    const around = folds ? ` ± ${spread("r2").toFixed(3)}` : "";
    return `R² ${metrics["r2"]!.toFixed(3)}${around}, RMSE ${metrics["rmse"]!.toPrecision(4)} on ${counted(indices.length, "example")}`;
  }
  const around = folds ? ` ± ${(spread("accuracy") * 100).toFixed(1)}` : "";
  return `Accuracy ${percent(metrics["accuracy"]!)}${around} on ${counted(indices.length, "example")}`;
}
