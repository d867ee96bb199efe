import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

interface Options {
  border?: "zero" | "edge" | "reflect";
}

/** Where a whole coordinate lies in an axis of n pixels; undefined where nothing stands. Steps, so that nothing is folded cleverly. */
function inside(place: number, n: number, border: string): number | undefined {
  if (place >= 0 && place < n) return place;
  if (border === "zero") return undefined;
  if (border === "edge" || n === 1) return place < 0 ? 0 : n - 1;
  return inside(place < 0 ? -place : 2 * (n - 1) - place, n, border);
}

/** The tent function around a whole coordinate. */
const tent = (distance: number) => Math.max(0, 1 - Math.abs(distance));

/** Sum over all whole coordinates around the point, each by its tent. */
function sampled([x, grid]: readonly OracleArray[], { border = "zero" }: Options = {}): OracleArray {
  const [n, channels, height, width] = x!.shape as [number, number, number, number];
  const [, , rows, columns] = grid!.shape as [number, number, number, number];
  const points = rows * columns;
  const data: number[] = [];
  for (let image = 0; image < n; image++) {
    for (let c = 0; c < channels; c++) {
      for (let p = 0; p < points; p++) {
        const [r, s] = [grid!.data[2 * image * points + p]!, grid!.data[(2 * image + 1) * points + p]!];
        let value = 0;
        for (let i = Math.floor(r); i <= Math.ceil(r); i++) {
          for (let j = Math.floor(s); j <= Math.ceil(s); j++) {
            const [row, column] = [inside(i, height, border), inside(j, width, border)];
            if (row === undefined || column === undefined) continue;
            value +=
              tent(r - i) * tent(s - j) * x!.data[((image * channels + c) * height + row) * width + column]!;
          }
        }
        data.push(value);
      }
    }
  }
  return { shape: [n, channels, rows, columns], data };
}

/** Coordinates that stay away from whole numbers, where the slope jumps: a whole part and a fraction each, in turn. */
function points(n: number, rows: number, columns: number, wholes: readonly number[]) {
  const fractions = [0.5, 0.25, 0.8125, 0.375, 0.6875];
  const values = Array.from(
    { length: 2 * n * rows * columns },
    (_, i) => wholes[(i * 7 + (i >> 2)) % wholes.length]! + fractions[(i * 3) % fractions.length]!,
  );
  return { shape: [n, 2, rows, columns], values };
}

const within = [0, 1, 2];
const around = [-3, -1, 0, 1, 2, 3, 4, 9];
const cases = (border?: Options["border"]): OpCase[] =>
  (
    [
      [[1, 1, 4, 4], points(1, 2, 3, within)],
      [[2, 2, 4, 3], points(2, 2, 4, around)],
      [[2, 1, 5, 3], points(2, 1, 5, around)],
      [[1, 2, 1, 4], points(1, 2, 4, around)],
      [[1, 2, 4, 1], points(1, 2, 4, around)],
      [[2, 2, 3, 3], points(2, 0, 4, within)],
    ] as const
  ).map(([shape, grid]) => ({ inputs: [{ shape }, grid], ...(border && { arguments: [{ border }] }) }));

export const gridSampleCases: readonly OpCases[] = [
  {
    name: "gridSample",
    cases: [...cases(), ...cases("edge"), ...cases("reflect")],
    terms: () => 4,
    oracle: sampled,
  },
];
