import { Dataset, imagesOf, type NamedBytes, type OpenedData, TablePreparation, tableOf } from "@mebae/data";
import { Sequential } from "@mebae/layers";
import { currentBackend, DataError } from "@mebae/tensor";
import { evaluate, type LoadedModel, rmseMetric } from "@mebae/training";
import type { FiltersView, ModelFacts, ModelScores } from "../report.js";
import type { Classifier } from "./classify.js";
import { openModelZip } from "./files/modelZip.js";
import { Judge } from "./judge.js";
import { filtersView } from "./views/filters.js";

/** A model that was saved before, here or by the command line. */
export class OpenedModel {
  readonly loaded: LoadedModel;
  readonly name: string;
  readonly #archive: NamedBytes;
  readonly #backend = currentBackend();

  constructor(archive: NamedBytes) {
    this.name = archive.name;
    this.#archive = archive;
    this.loaded = openModelZip(archive);
  }

  /** This model, or where another engine computes by now, the same made anew on that one. */
  onEngine(): OpenedModel {
    if (this.#backend === currentBackend()) return this;
    this.dispose();
    return new OpenedModel(this.#archive);
  }

  dispose(): void {
    try {
      this.loaded.model.dispose();
    } catch {
      // A device that was lost has freed everything already.
    }
  }

  get facts(): ModelFacts {
    const { task, classes = [], inputShape = [], preparation, information } = this.loaded;
    const { data, steps } = information;
    return {
      ...{ name: this.name, task, classes, inputShape },
      parameters: this.loaded.model.parameters().reduce((sum, { size }) => sum + size, 0),
      ...(typeof data === "string" && { data }),
      ...(typeof steps === "number" && { steps }),
      ...(preparation instanceof TablePreparation &&
        preparation.target && { target: preparation.target.column }),
    };
  }

  get classifier(): Classifier {
    const { model, prepare, classes, inputShape } = this.loaded;
    return { model, prepare, classes, inputShape, isOfBytes: true };
  }

  filters(): Promise<FiltersView | undefined> {
    const { model, inputShape = [] } = this.loaded;
    return model instanceof Sequential
      ? filtersView(model, inputShape, undefined)
      : Promise.resolve(undefined);
  }

  /** Measures the model by all examples of the data. @throws DataError where they are of another kind. */
  async judge(data: OpenedData): Promise<ModelScores> {
    const { model, task, classes = [], prepare, targetScale } = this.loaded;
    const dataset = this.#prepared(data);
    const judge = new Judge(task, classes.length);
    const { metrics } = await evaluate(model, dataset, {
      metrics: task === "classification" ? [judge] : [judge, rmseMetric],
      ...(prepare && { prepare }),
      ...(targetScale && { targetScale }),
    });
    return {
      ...{ data: dataset.name, examples: dataset.length, judged: judge.view() },
      accuracy: metrics["accuracy"] as number | undefined,
      rSquared: metrics["r2"] as number | undefined,
      rmse: metrics["rmse"] as number | undefined,
    };
  }

  #prepared(data: OpenedData): Dataset {
    const { preparation, inputShape = [], classes = [] } = this.loaded;
    if (preparation instanceof TablePreparation) return preparation.apply(tableOf(data, "the training data"));
    if (!preparation) throw new DataError(`${this.name}: the model folder doesn't say how data are prepared`);
    return withClasses(imagesOf(data, inputShape), classes);
  }
}

/** The same images with their labels counted as the model counts. */
function withClasses({ name, features, target }: Dataset, classes: readonly string[]): Dataset {
  if (target?.kind !== "classes") throw new DataError(`${name}: expected images with their classes`);
  const places = target.classes.map((label) => classes.indexOf(label));
  const unknown = target.classes.find((_, i) => places[i]! < 0);
  if (unknown !== undefined)
    throw new DataError(`${name}: the class "${unknown}" isn't one of the model's: ${classes.join(", ")}`);
  const labels = target.labels.map((label) => places[label]!);
  return new Dataset({ name, features, target: { kind: "classes", classes, labels } });
}
