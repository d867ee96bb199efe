import type { OpenedData } from "@mebae/data";
import { AbortedError } from "@mebae/tensor";
import { chooseRecipe, imageRecipe, type Learner, predict, trainRecipe } from "@mebae/training";

export interface NetworkOptions {
  /** About how long each fit may take. */
  readonly budgetSeconds?: number | undefined;
}

/** The recipe for such data under the name "network", to be compared with other learners. */
export function networkLearner({ kind }: OpenedData, { budgetSeconds }: NetworkOptions): Learner {
  const budget = budgetSeconds === undefined ? {} : { budgetSeconds };
  const recipe = kind === "images" ? imageRecipe(budget) : tableNetwork;
  return { ...recipe, name: "network" };
}

const tableNetwork: Learner = {
  name: "table network",
  async fit(examples, { rows, seed, signal, onProgress }) {
    const prepared = examples.prepare(rows);
    const { inputShape, targetScale } = prepared;
    const recipe = chooseRecipe({
      ...{ inputShape, task: examples.task, rows: rows.length, settings: {} },
      ...(examples.classes && { classes: examples.classes.length }),
    });
    const { model, result } = await trainRecipe(recipe, {
      ...{ train: prepared.examples(rows), seed },
      ...(targetScale && { targetScale }),
      ...(signal && { signal }),
      onEvent: (event) => {
        if (event.type === "step") onProgress?.(event.step / event.steps);
      },
    });
    if (result.reason === "aborted") throw new AbortedError("network: ended before it was trained");
    return {
      prepared,
      predict: async (dataset) => {
        const predictions = await predict(model, dataset, { ...(targetScale && { targetScale }) });
        return Float32Array.from(
          examples.task === "regression" ? predictions.outputs : predictions.probabilities(),
        );
      },
      dispose: () => model.dispose(),
    };
  },
};
