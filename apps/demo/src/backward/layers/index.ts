import type { Form } from "../crossing.js";
import type { LayerId, Matrix, Values } from "../setup.js";
import { resized } from "../setup.js";
import { affine } from "./affine.js";
import { batchNorm } from "./batchNorm.js";
import type { Given, LayerPage } from "./layer.js";
import { multiply } from "./multiply.js";
import { relu } from "./relu.js";
import { sigmoid } from "./sigmoid.js";
import { isLabelled, softmaxWithLoss } from "./softmaxWithLoss.js";

export const layers: Readonly<Record<LayerId, LayerPage>> = {
  multiply,
  affine,
  relu,
  sigmoid,
  softmaxWithLoss,
  batchNorm,
};

/** All that a person gives this layer. */
export const givenTo = ({ inputs, upstream }: LayerPage): readonly Given[] => [...inputs, upstream];

/** The names that a link must bring for a layer; undefined where there is no such layer. */
export const namesOf = (layer: string): readonly string[] | undefined =>
  Object.hasOwn(layers, layer) ? givenTo(layers[layer as LayerId]).map(({ name }) => name) : undefined;

/** What a matrix of this layer is made: t is labels or rows of probabilities, as its shape says. */
export function formOf(layer: LayerPage, name: string, values: Values): Form {
  if (layer === softmaxWithLoss && name === "t") return isLabelled(values) ? "labels" : "matrix";
  const all = [...givenTo(layer), layer.output, ...(layer.inside?.flat() ?? [])];
  const of = (wanted: string) => all.find((one) => one.name === wanted);
  // A gradient has the form of what it is the gradient of.
  return (of(name) ?? of(name.slice(1)))?.form ?? "matrix";
}

/** The same numbers in shapes that fit x, cut or filled up with ones; labels end at the last class. */
export function fitted(layer: LayerPage, values: Values): Values {
  const shapes = Object.entries(layer.shapes(values));
  const fill = (name: string) => (name === "t" ? 0 : 1);
  const changed = shapes.map(
    ([name, [rows, columns]]) => [name, resized(values[name]!, rows, columns, fill(name))] as const,
  );
  const all: Values = { ...values, ...Object.fromEntries(changed) };
  if (layer !== softmaxWithLoss || !isLabelled(all)) return all;
  const last = all["x"]![0]!.length - 1;
  return { ...all, t: all["t"]!.map(([label]) => [Math.min(Math.max(label!, 0), last)]) };
}

/** Other numbers of one decimal in the same shapes, from -3 to 3; no zeros, which would hide what they multiply. */
export function randomized(layer: LayerPage, values: Values, draw: () => number): Values {
  const good = fitted(layer, values);
  const fresh = (matrix: Matrix) =>
    matrix.map((row) => row.map(() => Math.round(draw() * 60 - 30) / 10 || 1));
  const all = Object.entries(good).map(([name, matrix]) => [name, fresh(matrix)] as const);
  return { ...Object.fromEntries(all), ...layer.random?.(good, draw) };
}
