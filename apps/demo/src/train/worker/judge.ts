import { accuracyMetric, argmaxRows, confusionMatrix, type Metric, r2Metric } from "@mebae/training";
import type { JudgedView, Task } from "../report.js";

/** So many examples of numbers are drawn, evenly taken. */
const mostPoints = 400;

/** Measures as a metric of the training does, and keeps what it saw, so that the page needs no second look. */
export class Judge implements Metric {
  readonly name: string;
  readonly largerIsBetter = true;
  readonly #task: Task;
  readonly #classes: number;
  #outputs: number[] = [];
  #expected: number[] = [];

  constructor(task: Task, classes: number) {
    this.name = task === "classification" ? "accuracy" : "r2";
    this.#task = task;
    this.#classes = classes;
  }

  start() {
    const inner = (this.#task === "classification" ? accuracyMetric : r2Metric).start();
    this.#outputs = [];
    this.#expected = [];
    return {
      add: (batch: Parameters<typeof inner.add>[0]) => {
        const { outputs, width, target } = batch;
        const seen = this.#task === "classification" ? argmaxRows(outputs, width) : outputs;
        for (let i = 0; i < target.length; i++) {
          this.#outputs.push(seen[i]!);
          this.#expected.push(target[i]!);
        }
        inner.add(batch);
      },
      result: () => inner.result(),
    };
  }

  /** What the last measuring saw: true classes against predicted ones, or true numbers beside predicted ones. */
  view(): JudgedView {
    if (this.#task === "classification") return this.#confusion();
    const every = Math.max(1, Math.ceil(this.#expected.length / mostPoints));
    const some = (values: readonly number[]) => Float32Array.from(values.filter((_, i) => i % every === 0));
    return { kind: "scatter", expected: some(this.#expected), predicted: some(this.#outputs) };
  }

  #confusion(): JudgedView {
    const counts = confusionMatrix(this.#outputs, this.#expected, this.#classes);
    return { kind: "confusion", counts };
  }
}
