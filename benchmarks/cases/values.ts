import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, type PlacedValues, sizeOf, type Values } from "./case.ts";

/** mulberry32-like stream of uint32: an odd step through 2³², scrambled by two multiplications. */
function* integers(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  for (;;) {
    state = (state + 0x9e3779b9) >>> 0;
    let h = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
    yield (h ^ (h >>> 15)) >>> 0;
  }
}

type Stream = Generator<number, never>;
type Drawn = Float32Array | Int32Array;

const uniform = (size: number, bound: number, stream: Stream) =>
  Float32Array.from({ length: size }, () => ((stream.next().value >>> 8) / 2 ** 23 - 1) * bound);

function draw({ shape, dtype, fill }: Values, stream: Stream, before: ReadonlyMap<string, Drawn>): Drawn {
  const size = sizeOf(shape);
  if ("value" in fill) return new Float32Array(size).fill(fill.value);
  const { bound } = fill;
  if (dtype === "int32") return Int32Array.from({ length: size }, () => stream.next().value % bound);
  if (!("classesOf" in fill)) return uniform(size, bound, stream);
  const labels = before.get(fill.classesOf)!;
  const each = size / labels.length;
  const patterns = uniform((Math.max(...labels) + 1) * each, 0.9 * bound, stream);
  return uniform(size, 0.1 * bound, stream).map(
    (noise, i) => noise + patterns[labels[Math.floor(i / each)]! * each + (i % each)]!,
  );
}

/** Writes a case's values, the same at each run, to one file that every program reads. */
export function writeValues(work: Case, folder: string): { file: string; tensors: PlacedValues[] } {
  const stream = integers(
    [...work.name].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 7),
  );
  const arrays = new Map<string, Drawn>();
  let offset = 0;
  const tensors = work.tensors.map((values) => {
    const { name, shape, dtype } = values;
    arrays.set(name, draw(values, stream, arrays));
    const placed = { name, shape, dtype, offset };
    offset += 4 * sizeOf(shape);
    return placed;
  });
  const file = join(folder, `${work.name}.bin`);
  writeFileSync(file, Buffer.concat([...arrays.values()].map(({ buffer }) => new Uint8Array(buffer))));
  return { file, tensors };
}
