import type { Bundle } from "../measure/bundles.ts";
import type { Row } from "../measure/result.ts";
import { markdown, ratio } from "./table.ts";

/** One line of DESIGN.md's "Numbers to reach" with what was measured. */
export interface Bar {
  readonly what: string;
  /** The words before the number: how the number was made. */
  readonly measure: string;
  readonly sense: "at least" | "at most";
  readonly bar: number;
  /** Absent where a part of the run that it needs is. */
  readonly measured?: number;
}

/** Looks medians up among the rows of Node, where PyTorch is. */
class Medians {
  readonly #rows: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.#rows = rows.filter(({ where }) => where === "node");
  }

  /** a's median over b's, each a contestant at a case on so many threads. */
  ratio(a: Place, b: Place): number | undefined {
    const [above, below] = [this.#of(a), this.#of(b)];
    return above !== undefined && below !== undefined ? above / below : undefined;
  }

  #of([name, work, threads]: Place): number | undefined {
    const row = this.#rows.find((found) => found.work.name === work && found.threads === threads);
    return row?.cells.find(({ contestant }) => contestant === name)?.time?.median;
  }
}

type Place = readonly [contestant: string, work: string, threads: number];

const blas = "mebae+blas";

/** "No slower" and the like, of a training step beside PyTorch on one and on two threads. */
function stepBars(medians: Medians, name: string, plain: number, withBlas?: number): Bar[] {
  return [1, 2].flatMap((threads) => {
    const of = (contestant: string, bar: number): Bar => ({
      what: `step-${name}, ${threads} thread${threads === 1 ? "" : "s"}`,
      measure: `${contestant} / PyTorch`,
      sense: "at most",
      bar,
      measured: medians.ratio([contestant, `step-${name}`, threads], ["PyTorch", `step-${name}`, threads]),
    });
    return [of("mebae", plain), ...(withBlas === undefined ? [] : [of(blas, withBlas)])];
  });
}

function matmulBars(medians: Medians): Bar[] {
  const at = (contestant: string, work: string, threads = 1): Place => [contestant, work, threads];
  const against = (contestant: string, bar: number): Bar => ({
    what: "matmul-1024, 1 thread",
    measure: `${contestant} / PyTorch (OpenBLAS)`,
    sense: "at most",
    bar,
    measured: medians.ratio(at(contestant, "matmul-1024"), at("PyTorch", "matmul-1024")),
  });
  return [
    {
      what: "matmul-1024, 1 thread",
      measure: "jax-js / mebae",
      sense: "at least",
      bar: 1.7,
      measured: medians.ratio(at("jax-js", "matmul-1024"), at("mebae", "matmul-1024")),
    },
    against("mebae", 2),
    against(blas, 1.05),
    ...([512, 1024] as const).map((n) => threadBar(medians, n)),
    ...transposedBars(medians),
  ];
}

/** Two threads over one; at 512 also no less than OpenBLAS's own gain in the same run less 5 %. */
function threadBar(medians: Medians, n: 512 | 1024): Bar {
  const work = `matmul-${n}`;
  const gain = (name: string) => medians.ratio([`${name}, 1 thread`, work, 2], [name, work, 2]);
  const own = gain("PyTorch");
  const fixed = n === 1024 ? 1.8 : 1.6;
  return {
    what: `${work}, two threads over one`,
    measure: own === undefined ? "gain" : `gain (OpenBLAS's own: ${ratio(own)})`,
    sense: "at least",
    bar: own === undefined ? fixed : Math.min(fixed, 0.95 * own),
    measured: gain("mebae"),
  };
}

function transposedBars(medians: Medians): Bar[] {
  const beside = (work: string, plain: string, count = 1): Bar => {
    const measured = medians.ratio(["mebae", work, 1], ["mebae", plain, 1]);
    return {
      what: `${work}, 1 thread`,
      measure: count === 1 ? `over ${plain}` : `over ${count} × ${plain}`,
      sense: "at most",
      bar: 1.15,
      measured: measured && measured / count,
    };
  };
  const letters = ["nt", "tn", "tt"];
  return [
    ...[256, 512, 1024].flatMap((n) => letters.map((l) => beside(`matmul-${l}-${n}`, `matmul-${n}`))),
    beside("matmul-batched-64x64", "matmul-64", 64),
    beside("matmul-batched-16x256", "matmul-256", 16),
  ];
}

/** DESIGN.md's numbers that concern the CPU engine. */
export function barsOf(rows: readonly Row[], bundles: readonly Bundle[]): Bar[] {
  const medians = new Medians(rows);
  const bytes = bundles.find(({ name }) => name === "mebae")?.bytes;
  return [
    ...matmulBars(medians),
    ...stepBars(medians, "mlp", 1.2, 1),
    ...stepBars(medians, "cnn", 1 / 1.2),
    ...stepBars(medians, "vgg", 1.3, 1),
    ...stepBars(medians, "transformer", 1.3, 1),
    ...stepBars(medians, "xor", 1 / 10),
    {
      what: "bundle of an MLP trainer",
      measure: "KB, gzip -9",
      sense: "at most",
      bar: 60,
      measured: bytes && bytes / 1000,
    },
  ];
}

/** "held", or by how much it wasn't. */
export function verdict({ sense, bar, measured }: Bar): string {
  if (measured === undefined) return "not measured";
  const missing = sense === "at least" ? bar / measured : measured / bar;
  return missing <= 1 ? "held" : `missed by ${((missing - 1) * 100).toPrecision(2)} %`;
}

export function barsTable(bars: readonly Bar[]): string {
  const number = (value: number) => value.toPrecision(3);
  return markdown(
    ["what", "measure", "bar", "measured", "verdict"],
    bars.map((bar) => [
      bar.what,
      bar.measure,
      `${bar.sense} ${number(bar.bar)}`,
      bar.measured === undefined ? "" : number(bar.measured),
      verdict(bar),
    ]),
  );
}
