import { contractionKernels } from "@mebae/gpu/codegen";
import { type Card, compile, makeBuffer, readBuffer, secondsOf } from "./card.ts";
import { attributesOf, type Case, largeCases, operations, shapesOf, smallCases } from "./cases.ts";
import type { Question } from "./parts.ts";
import type { OperationRow } from "./results.ts";
import { sample } from "./samples.ts";
import { torchTimes } from "./torch.ts";

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** From -1 to 1 in steps of 1/512, so that float16 holds each; by a seed (Numerical Recipes' generator). */
function values(size: number, dtype: Case["dtype"], seed: number): Float32Array {
  const made: Float32Array =
    dtype === "float16"
      ? new (globalThis as unknown as { Float16Array: typeof Float32Array }).Float16Array(size)
      : new Float32Array(size);
  let state = seed;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    made[i] = (state >>> 22) / 512 - 1;
  }
  return made;
}

const samples = 48;

/** Compares elements all over the output with their definition: off by γ_n·Σ|a||b| at most, and by float16's own rounding. */
function check(c: Case, a: ArrayLike<number>, b: ArrayLike<number>, bytes: ArrayBuffer, size: number): void {
  const found =
    c.dtype === "float16"
      ? new (globalThis as unknown as { Float16Array: typeof Float32Array }).Float16Array(bytes)
      : new Float32Array(bytes);
  for (let i = 0; i < Math.min(samples, size); i++) {
    const number = i === 0 ? size - 1 : Math.floor((i * size) / samples + ((i * 7919) % 97)) % size;
    const { value, magnitude, terms } = sample(c, a, b, number);
    const gamma = ((terms + 2) * 2 ** -24) / (1 - (terms + 2) * 2 ** -24);
    const rounding = c.dtype === "float16" ? Math.abs(value) * 2 ** -11 + 2 ** -25 : 0;
    if (!(Math.abs(found[number]! - value) <= gamma * magnitude + rounding))
      throw new Error(`${c.name}: element ${number} is ${found[number]}, expected ${value}`);
  }
}

/** Seconds of each stage, of all cases: where the part's time goes. */
class Took {
  readonly #seconds: Record<string, number> = {};
  #last = performance.now();

  /** What has passed since the last stage was this one. */
  add(stage: string): void {
    const now = performance.now();
    this.#seconds[stage] = (this.#seconds[stage] ?? 0) + (now - this.#last) / 1e3;
    this.#last = now;
  }

  toString(): string {
    return Object.entries(this.#seconds)
      .map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)} s`)
      .join(", ");
  }
}

/** Checks a case, and gives the seconds of a run where it is to be timed. */
async function runCase(card: Card, c: Case, timed: boolean, took: Took): Promise<number | undefined> {
  const { inputs, output } = shapesOf(c);
  const specOf = (shape: number[]) => ({
    dtype: c.dtype,
    shape,
    strides: shape.map((_, axis) => sizeOf(shape.slice(axis + 1))),
  });
  const plan = contractionKernels[c.kind]!.prepare(
    card.facts,
    inputs.map(specOf),
    specOf(output),
    attributesOf(c),
  );
  const data = inputs.map((shape, i) => values(sizeOf(shape), c.dtype, i + 1));
  const buffers = data.map((each) => makeBuffer(card, each.byteLength, each));
  const poison = values(sizeOf(output), c.dtype, 9).fill(Number.NaN);
  const to = makeBuffer(card, poison.byteLength, poison);
  took.add("inputs");
  const { run, free } = await compile(card, plan, buffers, to);
  took.add("compiling");
  try {
    await run(1);
    const found = await readBuffer(card, to);
    took.add("first runs");
    check(c, data[0]!, data[1]!, found, sizeOf(output));
    took.add("checks");
    return timed ? await secondsOf(run) : undefined;
  } finally {
    took.add("timing");
    free();
    for (const buffer of [...buffers, to]) buffer.destroy();
  }
}

/** Checks all cases and, on a card, times the large ones and PyTorch's. */
export async function operationRows(
  card: Card,
  { only, left }: Pick<Question, "only" | "left">,
): Promise<{ checked: number; rows: OperationRow[]; torch: string }> {
  const all = (card.isSoftware ? smallCases : [...smallCases, ...largeCases]).filter(
    ({ name, dtype }) => name.includes(only) && (dtype !== "float16" || card.facts.float16),
  );
  const timed: { c: Case; seconds: number }[] = [];
  const took = new Took();
  for (const c of all) {
    const seconds = await runCase(card, c, !card.isSoftware && largeCases.includes(c), took);
    if (seconds !== undefined) timed.push({ c, seconds });
  }
  if (timed.length === 0) return { checked: all.length, rows: [], torch: "not asked" };
  const torch = torchTimes(
    timed.map(({ c }) => c),
    left(),
  );
  took.add("PyTorch");
  console.log(`operations: ${took}`);
  const rows = timed.map(({ c, seconds }, i): OperationRow => {
    const theirs = "seconds" in torch ? torch.seconds[i] : undefined;
    const gflops = operations(c) / seconds / 1e9;
    return { name: c.name, gflops, ...(theirs && { torch: operations(c) / theirs / 1e9 }) };
  });
  const words = "missing" in torch ? `none: ${torch.missing}` : `PyTorch ${torch.version} on ${torch.card}`;
  return { checked: all.length, rows, torch: words };
}
