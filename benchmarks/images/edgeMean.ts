import { allOf, type Dataset, featureTensor, imageExamples } from "@mebae/data";

/** The mean of the outermost pixels, from 0, black, to 1: of those 400 images that the recipe looks at, or fewer. */
export function edgeMean(dataset: Dataset): number {
  const examples = imageExamples(dataset);
  const { pixels } = examples.prepare(allOf(examples)).prepare!.steps!;
  const rows = Int32Array.from({ length: Math.min(400, dataset.length) }, (_, i) => i);
  using images = featureTensor(dataset.features, rows, pixels);
  const [count, channels, height, width] = images.shape as readonly [number, number, number, number];
  let sum = 0;
  images.dataSync().forEach((value, i) => {
    const column = i % width;
    const row = Math.floor(i / width) % height;
    if (row === 0 || row === height - 1 || column === 0 || column === width - 1) sum += value;
  });
  return sum / (count * channels * 2 * (height + width - 2));
}
