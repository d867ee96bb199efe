import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { classTarget, type Dataset, generateDigits, imagePreparation, stratifiedSplit } from "@mebae/data";
import { Affine, Dropout, Flatten, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adamW, cosine } from "@mebae/optimizers";
import { confusionMatrix, type FitResult, predict, Trainer } from "@mebae/training";
import { assertWritable, saveModelFolder } from "@mebae/training/node";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { duration, Progress } from "../progress.js";
import { renderReport } from "../report/report.js";

export interface DemoOptions {
  readonly out: string;
  readonly seed: number;
  readonly epochs: number;
  readonly json: boolean;
}

const size = 28;
const count = 2000;
const batchSize = 32;

function makeNetwork(seed: number): Sequential {
  return new Sequential(
    [new Flatten(), new Affine(size * size, 128), new ReLU(), new Dropout(0.3), new Affine(128, 10)],
    { seed },
  );
}

/** Three parts that share no example: to train on, to choose the best epoch with, and to judge by. */
function splitDigits(seed: number): { train: Dataset; validation: Dataset; test: Dataset } {
  const digits = generateDigits({ count, size, seed });
  const outer = stratifiedSplit(classTarget(digits).labels, { test: 0.2, seed });
  const rest = digits.subset(outer.train);
  const inner = stratifiedSplit(classTarget(rest).labels, { test: 0.15, seed });
  return {
    train: rest.subset(inner.train),
    validation: rest.subset(inner.test),
    test: digits.subset(outer.test),
  };
}

/** Trains on generated digits, judges the network on digits that it hasn't seen, and leaves model and report. */
export async function demo(options: DemoOptions, io: Io): Promise<number> {
  const { out, seed, epochs } = options;
  const output = new Output(io, options.json);
  const progress = new Progress(io);
  await assertWritable(out);
  const { train, validation, test } = splitDigits(seed);
  output.say(
    `${count} generated digits: ${train.length} to train on, ${validation.length} to validate, ${test.length} held out.`,
  );
  const prepare = imagePreparation(train);
  const model = makeNetwork(seed);
  const optimizer = adamW(model.parameters(), { learningRate: 2e-3, weightDecay: 0.02 });
  const steps = epochs * Math.ceil(train.length / batchSize);
  const trainer = new Trainer(model, {
    ...{ train, validation, prepare, loss: softmaxCrossEntropy, optimizer, epochs, batchSize, seed },
    schedule: cosine(steps, 0.05),
    earlyStopping: { patience: epochs },
    signal: io.signal,
  });
  for await (const event of trainer.run()) {
    progress.listen(event);
    if (event.type === "epoch") output.event({ event: "epoch", ...event, type: undefined });
  }
  const result = trainer.result!;
  if (result.reason === "aborted") {
    io.stderr("interrupted; nothing was saved\n");
    return exitCodes.interrupted;
  }
  const { classes } = classTarget(test);
  const labels = classTarget(test).labels;
  const predictions = await predict(model, test, { prepare });
  const confusion = confusionMatrix(predictions.labels(), labels, classes.length);
  const correct = confusion.reduce((sum, row, i) => sum + row[i]!, 0);
  const accuracy = correct / test.length;
  await saveModelFolder(out, model, {
    task: "classification",
    classes,
    inputShape: [1, size, size],
    preparation: prepare,
  });
  const report = join(out, "report.html");
  await writeFile(report, pageOf(result, accuracy, { classes, confusion, model, train, test, seed }));
  output.say(
    `Held-out accuracy ${(accuracy * 100).toFixed(1)} % (${correct} of ${test.length}), in ${duration(result.seconds)}.`,
  );
  output.say(`Model: ${out}`);
  output.say(`Report: ${report}`);
  output.event({ event: "result", task: "classification", metrics: { accuracy }, model: out, report });
  return exitCodes.done;
}

interface PageParts {
  readonly classes: readonly string[];
  readonly confusion: readonly (readonly number[])[];
  readonly model: Sequential;
  readonly train: Dataset;
  readonly test: Dataset;
  readonly seed: number;
}

function pageOf(result: FitResult, accuracy: number, parts: PageParts): string {
  const { classes, confusion, model, train, test, seed } = parts;
  const summary = model.summary([1, 1, size, size]);
  return renderReport({
    title: "Mebae: generated digits",
    facts: [
      ["Held-out accuracy", `${(accuracy * 100).toFixed(1)} % of ${test.length} digits`],
      ["Trained on", `${train.length} generated digits of ${size} × ${size} pixels, seed ${seed}`],
      ["Network", `${summary.parameters.toLocaleString("en")} parameters, best epoch ${result.bestEpoch}`],
      ["Time", duration(result.seconds)],
    ],
    history: result.history,
    metric: "accuracy",
    classes,
    confusion,
  });
}
