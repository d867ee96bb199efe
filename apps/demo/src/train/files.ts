import { batch, effect } from "@preact/signals";
import { change, trainer } from "./actions.js";
import type { DroppedFile, FilesOutcome } from "./report.js";
import { defaultData, defaultLayers, usualEpochs } from "./setup/presets.js";
import { columns, facts, files, isReading, openModel, setup } from "./signals.js";

/** Reads dropped files: data become what is learned from, a model is opened. Refused ones change nothing. */
export async function takeFiles(dropped: readonly DroppedFile[]): Promise<void> {
  isReading.value = true;
  try {
    const outcome = await (await trainer()).openFiles(dropped);
    if ("refusal" in outcome) {
      files.value = { refused: outcome.refusal };
      return;
    }
    batch(() => {
      files.value = { outcome };
      if (outcome.kind === "data") learnFrom(outcome);
      if (outcome.kind === "model") openModel.value = { ...outcome, scores: undefined };
    });
  } catch (error) {
    files.value = { refused: (error as Error).message };
  } finally {
    isReading.value = false;
  }
}

/** Layers that suit the new data, where those before were for data of another kind. */
function learnFrom(outcome: Extract<FilesOutcome, { kind: "data" }>): void {
  const { isImages, target } = outcome;
  columns.value = outcome.columns ?? [];
  const { layers, optimization, data } = setup.value;
  const isSameKind = isImages === (facts.value?.kind === "image");
  change({
    data: { ...defaultData.files, ...(target !== undefined && { target }) },
    layers: isSameKind ? layers : defaultLayers(isImages ? "image" : "row"),
    optimization: data.kind === "files" ? optimization : { ...optimization, epochs: usualEpochs.files },
  });
}

// An opened model is judged by the data that are chosen, whenever others are.
effect(() => {
  const known = facts.value;
  const model = openModel.value;
  if (!known || !model || model.scores !== undefined) return;
  judge();
});

async function judge(): Promise<void> {
  const model = openModel.value;
  const isOfImages = model?.facts.inputShape.length === 3;
  const scores =
    isOfImages === (facts.value?.kind === "image")
      ? await (await trainer()).judgeModel(setup.value).catch((error: Error) => ({ refused: error.message }))
      : ({ otherKind: true } as const);
  if (model && openModel.value?.facts === model.facts) openModel.value = { ...model, scores };
}

let last = facts.peek();
effect(() => {
  const known = facts.value;
  if (known === last) return;
  last = known;
  const model = openModel.peek();
  if (model && known) openModel.value = { ...model, scores: undefined };
});
