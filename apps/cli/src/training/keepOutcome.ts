import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { saveModelFolder } from "@mebae/training/node";
import { duration } from "../progress.js";
import { renderReport } from "../report/report.js";
import { counted, mean, percent, standardDeviation } from "../words.js";
import type { Job, Outcome } from "./job.js";
import { type Judgement, metricsOf } from "./judgement.js";
import { reportParts } from "./reportParts.js";

/** Writes model folder and report, and says how it went. */
export async function keepOutcome(job: Job, outcome: Outcome, out: string, target?: string): Promise<void> {
  const { source, output, seed } = job;
  const { trained, judgement, folds } = outcome;
  const { prepared, model, result } = trained;
  const metrics = folds ? meanOf(folds) : metricsOf(judgement);
  await saveModelFolder(out, model, {
    task: source.task,
    ...(source.classes && { classes: source.classes }),
    inputShape: prepared.inputShape,
    ...(prepared.targetScale && { targetScale: scaleOf(prepared.targetScale) }),
    preparation: prepared.preparation,
    information: {
      data: basename(source.name),
      target,
      seed,
      metrics,
      ...(folds && { folds }),
      steps: result.steps,
    },
  });
  const report = join(out, "report.html");
  const headline = inWords(judgement, metrics, folds);
  await writeFile(
    report,
    renderReport({
      title: `Mebae: ${basename(source.name)}`,
      facts: [
        ["Result", `${headline} ${outcome.heldOut}`],
        ["Data", `${counted(source.length, "example")}${target ? `, target ${target}` : ""}`],
        ["Network", trained.recipe.name],
        ["Seed", String(seed)],
        ["Time", duration(outcome.seconds)],
      ],
      ...reportParts(outcome, model.summary([1, ...prepared.inputShape]), target),
    }),
  );
  output.say(`${headline}, ${outcome.heldOut}, in ${duration(outcome.seconds)}.`);
  output.say(`Model: ${out}`);
  output.say(`Report: ${report}`);
  output.event({
    event: "result",
    task: source.task,
    metrics,
    ...(folds && { folds }),
    seconds: outcome.seconds,
    model: out,
    report,
  });
}

function scaleOf({ mean, standardDeviation }: { mean: number; standardDeviation: number }) {
  return { mean, standardDeviation };
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
