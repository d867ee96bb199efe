import type { Dataset, Task } from "@mebae/data";
import { DataError, Generator, UsageError } from "@mebae/tensor";
import type { Learner } from "@mebae/training";
import { matrixOf } from "./matrix.js";
import { type Lesson, type Method, type Predictor, type Target, tasksOf } from "./method.js";
import { runSteps, type Steps } from "./steps.js";

const named = (task: Task) => (task === "classification" ? "classes" : "numbers");

/**
 * A classical method as a learner of any examples: features are prepared as for a network, images flattened and divided
 * by 255. Classes that no training row has get the probability 0.
 */
export function classicalLearner(method: Method): Learner {
  return {
    name: method.name,
    ...(method.settings && { settings: JSON.stringify(method.settings) }),
    async fit(examples, { rows, seed, signal, onProgress }) {
      if (!tasksOf(method).includes(examples.task)) {
        throw new UsageError(
          `${method.name}: expected examples of ${tasksOf(method).map(named)}, got ${named(examples.task)} of ${examples.name}`,
        );
      }
      const prepared = examples.prepare(rows);
      const dataset = prepared.examples(rows);
      const x = matrixOf(dataset);
      const { preparation } = prepared;
      const indicators = "indicators" in preparation ? preparation.indicators : [];
      const { target, present } = targetOf(method, dataset);
      const generator = new Generator(seed).fold(method.name);
      const options = { name: method.name, signal, onProgress };
      const predictor = await runSteps(learn(method, { x, indicators, target, generator }), options);
      const classes = examples.task === "classification" ? examples.classes!.length : 0;
      return {
        prepared,
        predict: async (data) => {
          const values = await runSteps(predicted(method, predictor, data, x.columns), {
            ...{ name: method.name, signal },
          });
          return present ? scattered(values, present, classes) : Float32Array.from(values);
        },
        dispose() {},
      };
    },
  };
}

function learn(method: Method, { target, ...lesson }: Lesson): Steps<Predictor> {
  return target.kind === "classes"
    ? method.classes!({ ...lesson, target })
    : method.numbers!({ ...lesson, target });
}

function predicted(
  method: Method,
  predictor: Predictor,
  data: Dataset,
  columns: number,
): Steps<Float64Array> {
  const x = matrixOf(data);
  if (x.columns === columns) return predictor(x);
  throw new UsageError(
    `${method.name}: expected ${columns} features as in training, ${data.name} has ${x.columns}`,
  );
}

/** Labels counted over the classes that occur, and which classes these are. */
function targetOf(
  { name, takesAnything }: Method,
  dataset: Dataset,
): { target: Target; present?: Int32Array } {
  const { target, length } = dataset;
  const least = takesAnything ? 1 : 2;
  if (!target) throw new UsageError(`${name}: ${dataset.name} has no target to learn`);
  if (length < least) {
    throw new DataError(
      `${name}: expected ${least} training rows or more, found ${length} in ${dataset.name}`,
      {
        file: dataset.name,
      },
    );
  }
  if (target.kind === "numbers") {
    if (target.names.length !== 1)
      throw new UsageError(`${name}: expected one number to predict, got ${target.names.length}`);
    return { target: { kind: "numbers", values: Float64Array.from(target.values) } };
  }
  const present = Int32Array.from(new Set(target.labels)).sort();
  if (present.length < least) {
    throw new DataError(
      `${name}: expected rows of two classes or more, found "${target.classes[present[0]!]}" in all ${length} training rows of ${dataset.name}`,
      { file: dataset.name },
    );
  }
  const places = new Map(Array.from(present, (label, place) => [label, place]));
  const labels = target.labels.map((label) => places.get(label)!);
  return { target: { kind: "classes", labels, classes: present.length }, present };
}

/** Probabilities of the classes that occurred, at their places among all. */
function scattered(values: Float64Array, present: Int32Array, classes: number): Float32Array {
  const rows = values.length / present.length;
  const all = new Float32Array(rows * classes);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < present.length; k++) all[i * classes + present[k]!] = values[i * present.length + k]!;
  return all;
}
