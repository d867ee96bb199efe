import { type LayerChoice, type LayerType, layerKinds, layerTypes } from "./layers.js";
import { isWithin, limits, mostLayers } from "./limits.js";
import {
  augmentationNames,
  type DataChoice,
  type Optimization,
  optimizerNames,
  type Regularization,
  type Setup,
  scheduleNames,
  shapeNames,
  tasks,
} from "./setup.js";

type Fields = Readonly<Record<string, unknown>>;

/** A field that isn't what it must be, by its path. */
class Unreadable extends Error {
  constructor(readonly field: string) {
    super(field);
  }
}

/** The set-up that a link carries, every field checked; else the path of the first one that is wrong. */
export function readSetup(value: unknown): { readonly setup: Setup } | { readonly wrong: string } {
  try {
    const fields = fieldsOf(value, "the whole");
    return {
      setup: {
        data: readData(fieldsOf(fields["data"], "data")),
        layers: readLayers(fields["layers"]),
        optimization: readOptimization(fieldsOf(fields["optimization"], "optimization")),
        regularization: readRegularization(fieldsOf(fields["regularization"], "regularization")),
        validation: number(fields, "validation", limits.validation),
        seed: number(fields, "seed", limits.seed),
      },
    };
  } catch (error) {
    if (error instanceof Unreadable) return { wrong: error.field };
    throw error;
  }
}

function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable(name);
  return value as Fields;
}

function number(fields: Fields, name: string, limit: (typeof limits)[keyof typeof limits]): number {
  const value = fields[name];
  if (!isWithin(value, limit)) throw new Unreadable(name);
  return value;
}

function oneOf<T extends string>(fields: Fields, name: string, all: readonly T[]): T {
  const found = all.find((one) => one === fields[name]);
  if (found === undefined) throw new Unreadable(name);
  return found;
}

function readData(fields: Fields): DataChoice {
  const kind = oneOf(fields, "kind", ["digits", "shape", "files"]);
  if (kind === "digits")
    return {
      kind,
      count: number(fields, "count", limits.digits),
      size: number(fields, "size", limits.digitSize),
    };
  if (kind === "shape") {
    const shape = oneOf(fields, "shape", shapeNames);
    return {
      kind,
      shape,
      count: number(fields, "count", limits.points),
      noise: number(fields, "noise", limits.noise),
    };
  }
  const { target } = fields;
  if (target !== undefined && typeof target !== "string") throw new Unreadable("target");
  return { kind, task: oneOf(fields, "task", tasks), ...(target !== undefined && { target }) };
}

function readLayers(value: unknown): LayerChoice[] {
  if (!Array.isArray(value) || value.length > mostLayers) throw new Unreadable("layers");
  return value.map((each, i) => {
    const fields = fieldsOf(each, `layers[${i}]`);
    const type: LayerType = oneOf(fields, "type", layerTypes);
    const values = fieldsOf(fields["values"], `layers[${i}].values`);
    const read = Object.entries(layerKinds[type].fields).map(([name, limit]) => {
      if (!isWithin(values[name], limit)) throw new Unreadable(`layers[${i}].${name}`);
      return [name, values[name]] as const;
    });
    return { type, values: Object.fromEntries(read) as Record<string, number> };
  });
}

function readOptimization(fields: Fields): Optimization {
  return {
    name: oneOf(fields, "name", optimizerNames),
    learningRate: number(fields, "learningRate", limits.learningRate),
    schedule: oneOf(fields, "schedule", scheduleNames),
    batchSize: number(fields, "batchSize", limits.batchSize),
    epochs: number(fields, "epochs", limits.epochs),
  };
}

function readRegularization(fields: Fields): Regularization {
  return {
    weightDecay: number(fields, "weightDecay", limits.decay),
    l2: number(fields, "l2", limits.decay),
    labelSmoothing: number(fields, "labelSmoothing", limits.labelSmoothing),
    weightNoise: number(fields, "weightNoise", limits.weightNoise),
    inputNoise: number(fields, "inputNoise", limits.inputNoise),
    patience: number(fields, "patience", limits.patience),
    augmentation: oneOf(fields, "augmentation", augmentationNames),
  };
}
