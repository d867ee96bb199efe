import type { Dataset } from "@mebae/data";
import { Affine, Conv2d, type Layer, type Sequential, WeightNoise } from "@mebae/layers";
import { scope, type Tensor, tensor } from "@mebae/tensor";
import type { FiltersView } from "../../report.js";

/** So many filters are shown. */
const most = 32;

const bare = (layer: Layer) => (layer instanceof WeightNoise ? layer.layer : layer);

/**
 * The first layer with weights as images: kernels of a convolution, the weights of each output of an affine layer on an
 * image, the responses over the plane where examples are points, and else the matrix itself.
 */
export async function filtersView(
  model: Sequential,
  inputShape: readonly number[],
  plane: Dataset | undefined,
): Promise<FiltersView | undefined> {
  const place = model.layers.findIndex((layer) => {
    const inner = bare(layer);
    return inner instanceof Affine || inner instanceof Conv2d;
  });
  const layer = bare(model.layers[place]!);
  if (layer instanceof Conv2d) return kernels(layer);
  if (!(layer instanceof Affine)) return undefined;
  if (plane) return responses(model, place, plane);
  const values = (await layer.weight.value.data()) as Float32Array;
  if (inputShape.length === 3 && layer.inputs === inputShape.reduce((a, b) => a * b))
    return imagesOfWeights(layer, values, inputShape);
  const tiles = { count: 1, channels: 1, height: layer.inputs, width: layer.outputs, values };
  return { layer: layer.type, kind: "weights", tiles: { ...tiles, values: values.slice() } };
}

async function kernels(layer: Conv2d): Promise<FiltersView> {
  const values = (await layer.weight.value.data()) as Float32Array;
  const [height, width] = layer.size;
  const count = Math.min(most, layer.outputs);
  const channels = layer.inputs;
  const shown = values.slice(0, count * channels * height * width);
  return { layer: layer.type, kind: "kernels", tiles: { count, channels, height, width, values: shown } };
}

/** W is [inputs, outputs]: each column has the shape of an image. */
function imagesOfWeights(
  { inputs, outputs, type }: Affine,
  weights: Float32Array,
  shape: readonly number[],
): FiltersView {
  const count = Math.min(most, outputs);
  const [channels, height, width] = shape as [number, number, number];
  const values = new Float32Array(count * inputs);
  for (let output = 0; output < count; output++)
    for (let i = 0; i < inputs; i++) values[output * inputs + i] = weights[i * outputs + output]!;
  return { layer: type, kind: "kernels", tiles: { count, channels, height, width, values } };
}

/** What each unit, its activation function included, says at each point of the plane. */
async function responses(model: Sequential, place: number, plane: Dataset): Promise<FiltersView> {
  const side = Math.sqrt(plane.length);
  const { layers } = model;
  // The layer after the weights is their activation function, unless the weights are the output layer's.
  const used = layers.slice(0, Math.min(place + 2, Math.max(place + 1, layers.length - 1)));
  const y = scope(() => {
    const x: Tensor = tensor(plane.features.data as Float32Array, { shape: [plane.length, 2] });
    return used.reduce((h, layer) => layer.forward(h), x);
  });
  using _y = y;
  const outputs = y.shape[1]!;
  const all = await y.data();
  const count = Math.min(most, outputs);
  const values = new Float32Array(count * plane.length);
  for (let unit = 0; unit < count; unit++)
    for (let i = 0; i < plane.length; i++) values[unit * plane.length + i] = Number(all[i * outputs + unit]);
  const tiles = { count, channels: 1, height: side, width: side, values };
  return { layer: used.map(({ type }) => type).join(" + "), kind: "responses", tiles };
}
