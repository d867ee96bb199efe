/** Extents of one example between layers: [features], or [channels, height, width]. */
export type Shape = readonly number[];

/** What a layer is given to say, such as how many outputs: a number with its bounds. */
export interface LayerField {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly isWhole: boolean;
  /** What a new layer begins with. */
  readonly first: number;
}

export const layerTypes = [
  "Affine",
  "Conv2d",
  "MaxPool2d",
  "Flatten",
  "ReLU",
  "LeakyReLU",
  "Tanh",
  "Sigmoid",
  "GELU",
  "SiLU",
  "BatchNorm",
  "Dropout",
  "GaussianNoise",
] as const;
export type LayerType = (typeof layerTypes)[number];

/** One layer of the list: its type, and a number for each field of that type. */
export interface LayerChoice {
  readonly type: LayerType;
  readonly values: Readonly<Record<string, number>>;
}

/** A kind of layer: its fields, what it takes, and what comes out of it. */
export interface LayerKind {
  readonly fields: Readonly<Record<string, LayerField>>;
  /** "row" takes [features], "image" [channels, height, width], "any" both. */
  readonly takes: "row" | "image" | "any";
  readonly output: (values: Readonly<Record<string, number>>, input: Shape) => Shape;
  /** How many numbers it learns. */
  readonly parameters: (values: Readonly<Record<string, number>>, input: Shape) => number;
}

const whole = (least: number, most: number, first: number): LayerField => ({
  ...{ least, most, first, step: 1, isWhole: true },
});
const share = (least: number, most: number, first: number): LayerField => ({
  ...{ least, most, first, step: 0.05, isWhole: false },
});

const elementwise = (fields: LayerKind["fields"] = {}): LayerKind => ({
  fields,
  takes: "any",
  output: (_, input) => input,
  parameters: () => 0,
});

/** The layers that a person can put together here; all that the page knows of a layer stands in its row. */
export const layerKinds: Readonly<Record<LayerType, LayerKind>> = {
  Affine: {
    fields: { outputs: whole(1, 1024, 32) },
    takes: "row",
    output: ({ outputs }) => [outputs!],
    parameters: ({ outputs }, [inputs]) => (inputs! + 1) * outputs!,
  },
  Conv2d: {
    fields: { channels: whole(1, 128, 8), size: whole(1, 7, 3), stride: whole(1, 4, 1) },
    takes: "image",
    output: ({ channels, stride }, [, height, width]) => [
      channels!,
      Math.ceil(height! / stride!),
      Math.ceil(width! / stride!),
    ],
    parameters: ({ channels, size }, [inputs]) => (inputs! * size! * size! + 1) * channels!,
  },
  MaxPool2d: {
    fields: { size: whole(2, 8, 2) },
    takes: "image",
    output: ({ size }, [channels, height, width]) => [
      channels!,
      Math.floor(height! / size!),
      Math.floor(width! / size!),
    ],
    parameters: () => 0,
  },
  Flatten: {
    fields: {},
    takes: "any",
    output: (_, input) => [sizeOf(input)],
    parameters: () => 0,
  },
  ReLU: elementwise(),
  LeakyReLU: elementwise(),
  Tanh: elementwise(),
  Sigmoid: elementwise(),
  GELU: elementwise(),
  SiLU: elementwise(),
  BatchNorm: { ...elementwise(), parameters: (_, [channels]) => 2 * channels! },
  Dropout: elementwise({ probability: share(0, 0.95, 0.25) }),
  GaussianNoise: elementwise({ deviation: share(0, 2, 0.1) }),
};

/** A new layer of that type. */
export function newLayer(type: LayerType, values: Readonly<Record<string, number>> = {}): LayerChoice {
  const fields = Object.entries(layerKinds[type].fields);
  return {
    type,
    values: Object.fromEntries(fields.map(([name, { first }]) => [name, values[name] ?? first])),
  };
}

export const sizeOf = (shape: Shape) => shape.reduce((product, extent) => product * extent, 1);
