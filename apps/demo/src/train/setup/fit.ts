import { type LayerChoice, layerKinds, type Shape } from "./layers.js";

/** Why a list of layers is no network for such data. `layer` counts from 0; the output layer comes after the last. */
export interface Misfit {
  readonly layer: number;
  readonly kind: "needsRow" | "needsImage" | "nothingLeft" | "tooLarge";
  readonly got: Shape;
}

export interface FittedLayers {
  /** What goes into each layer and, at the end, into the output layer; up to the misfit where there is one. */
  readonly inputs: readonly Shape[];
  /** How many numbers the network learns, its output layer included. */
  readonly parameters: number;
  readonly misfit?: Misfit;
}

/** More than so many would take a page's memory, and hours. */
export const mostParameters = 5_000_000;

/** Follows the shape of one example through the layers. */
export function fitLayers(layers: readonly LayerChoice[], input: Shape, outputs: number): FittedLayers {
  const inputs: Shape[] = [input];
  let parameters = 0;
  let shape = input;
  const stopped = (layer: number, kind: Misfit["kind"]) => ({
    ...{ inputs, parameters, misfit: { layer, kind, got: shape } },
  });
  for (const [layer, { type, values }] of layers.entries()) {
    const { takes, output, parameters: count } = layerKinds[type];
    if (takes === "row" && shape.length !== 1) return stopped(layer, "needsRow");
    if (takes === "image" && shape.length !== 3) return stopped(layer, "needsImage");
    const next = output(values, shape);
    if (next.some((extent) => extent < 1)) return stopped(layer, "nothingLeft");
    parameters += count(values, shape);
    if (parameters > mostParameters) return stopped(layer, "tooLarge");
    shape = next;
    inputs.push(shape);
  }
  if (shape.length !== 1) return stopped(layers.length, "needsRow");
  parameters += (shape[0]! + 1) * outputs;
  return parameters > mostParameters ? stopped(layers.length, "tooLarge") : { inputs, parameters };
}
