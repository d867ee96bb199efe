import { ceilingModule } from "./ceilingModule.js";

/** What one core of this machine can do at most, as far as 128-bit WebAssembly SIMD reaches it. */
export interface Ceilings {
  /** Multiply-adds on registers alone, two operations each, in 10⁹ a second. */
  readonly gflops: number;
  /** By the size of three arrays that are read, read and written: a = b + s·c. Ascending. */
  readonly bandwidth: readonly Bandwidth[];
}

export interface Bandwidth {
  /** "L2", "L3" or "memory": where arrays of this size stand on most machines. */
  readonly place: string;
  /** Of the three arrays together. */
  readonly bytes: number;
  /** In 10⁹ bytes a second, each byte counted once. */
  readonly gigabytes: number;
}

const accumulators = 10;
const places = [
  { place: "L2", bytes: 3 * 128 * 1024 },
  { place: "L3", bytes: 3 * 2 * 1024 * 1024 },
  { place: "memory", bytes: 3 * 32 * 1024 * 1024 },
];

/**
 * The shortest of some runs of `run(count)` that each last 2 ms, in seconds for one count. The engine compiles its best code
 * while the first of them run.
 */
function shortest(run: (count: number) => void): number {
  let count = 1;
  const seconds = () => {
    const start = performance.now();
    run(count);
    return (performance.now() - start) / 1000;
  };
  while (seconds() < 0.002) count *= 2;
  return Math.min(...Array.from({ length: 60 }, seconds)) / count;
}

/** Measures the ceilings in about half a second. */
export function measureCeilings(): Ceilings {
  const { madd, triad } = ceilingModule(accumulators, Math.max(...places.map(({ bytes }) => bytes)));
  const turn = shortest((count) => madd(1000 * count));
  const bandwidth = places.map(({ place, bytes }) => {
    const each = bytes / 3;
    const pass = shortest((count) => {
      for (let i = 0; i < count; i++) triad(0, each, 2 * each, each);
    });
    return { place, bytes, gigabytes: bytes / pass / 1e9 };
  });
  return { gflops: (1000 * accumulators * 4 * 2) / turn / 1e9, bandwidth };
}

/**
 * The least milliseconds that so much work can take (the roofline of Williams, Waterman & Patterson 2009): bounded by
 * arithmetic or by the bandwidth of the place that `workingSet` bytes fit into.
 * @param threads Arithmetic and caches grow with the cores; memory is shared.
 */
export function leastMilliseconds(
  { gflops, bandwidth }: Ceilings,
  { flops, bytes, workingSet = bytes }: { flops: number; bytes: number; workingSet?: number },
  threads = 1,
): { readonly arithmetic: number; readonly memory: number } {
  const place = bandwidth.find(({ bytes: size }) => workingSet <= 2 * size) ?? bandwidth.at(-1)!;
  const cores = place.place === "memory" ? 1 : threads;
  return {
    arithmetic: flops / (gflops * threads * 1e6),
    memory: bytes / (place.gigabytes * cores * 1e6),
  };
}
