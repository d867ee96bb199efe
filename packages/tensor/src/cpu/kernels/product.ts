import type { CpuMachine } from "../kernel.js";
import { type MatmulProvider, type MatmulRun, matmulProvider } from "../matmulProvider.js";
import { blockedProduct } from "./productBlocks.js";
import { layoutOf, type ProductLayout, type ProductRun } from "./productLayout.js";
import { factsOf, type ProductSpec } from "./productSpec.js";
import { withScratch } from "./scratch.js";

/** Below so many multiplications packing costs more than it gives; fewer where B has to be gathered. */
const smallWork = 4096;
const smallGatheredWork = 512;

/**
 * Prepares C (+)= A·B for matrices anywhere in the machine's memory: by the provider that is set when it runs, else by the
 * module, shared among the threads. What it returns takes the addresses of A, B, C and, where the spec has one, of the
 * bias, in bytes. Vector loads may run over the end of B by less than 32 bytes.
 */
export function prepareProduct(machine: CpuMachine, spec: ProductSpec): ProductRun {
  const layout = layoutOf(machine, spec);
  if (spec.m * spec.n * layout.starts.length === 0) return () => undefined;
  const own = ownProduct(layout);
  let asked: MatmulProvider | undefined;
  let provided: ProductRun | undefined;
  return (a, b, c, bias = 0) => {
    const provider = matmulProvider();
    if (provider !== asked) {
      asked = provider;
      provided = provider && providedProduct(layout, provider);
    }
    (provided ?? own)(a, b, c, bias);
  };
}

function ownProduct(layout: ProductLayout): ProductRun {
  const { spec, width, bColumn, starts } = layout;
  const work = spec.m * spec.n * spec.depth;
  const isSmall = work <= (bColumn === width ? smallWork : smallGatheredWork);
  if (isSmall && starts.length === 1) return smallProduct(layout);
  return (!isSmall && vectorProduct(layout)) || blockedProduct(layout, isSmall);
}

/** One small product: no scratch memory, no sharing. */
function smallProduct({
  spec,
  code,
  flags,
  aRow,
  aColumn,
  bRow,
  bColumn,
  pitch,
  starts,
}: ProductLayout): ProductRun {
  const { m, n, depth, accumulate } = spec;
  const [start] = starts as [readonly [number, number, number]];
  const all = flags + (accumulate ? 1 : 0);
  return (a, b, c, bias) =>
    // biome-ignore format: one line an operand
    code.small(
      m, n, depth, a + start[0], aRow, aColumn, b + start[1], bRow, bColumn, c + start[2], pitch, all, bias!,
    );
}

/** One row of A, or one column of B as a row of the transposed product; undefined where nothing lies contiguously. */
function vectorProduct(layout: ProductLayout): ProductRun | undefined {
  const { machine, spec, code, width, aRow, aColumn, bRow, bColumn, pitch, starts } = layout;
  const { m, n, depth } = spec;
  const byRow = m === 1;
  if (!byRow && (n !== 1 || pitch !== width)) return undefined;
  const [step, row, column] = byRow ? [aColumn, bRow, bColumn] : [bRow, aColumn, aRow];
  if (row !== width && column !== width) return undefined;
  const flags = byRow ? layout.flags : transposedFlags(layout.flags);
  const count = byRow ? n : m;
  const grain = Math.ceil((8 * machine.grain) / depth / 64) * 64;
  const each = step === width || column === width ? 0 : depth * width;
  // biome-ignore format: the range, the operands, the result
  const args = [0, 0, 0, depth, 0, step, 0, row, column, 0, flags, 0, 0, 0, each];
  const work = { range: 0, count, grain, thread: 2 };
  const lend = withScratch(machine, [each * machine.maximumThreads]);
  return (a, b, c, bias) =>
    lend((space) => {
      args[13] = space;
      args[12] = bias!;
      for (const start of starts) {
        args[4] = byRow ? a + start[0] : b + start[1];
        args[6] = byRow ? b + start[1] : a + start[0];
        args[9] = c + start[2];
        args[11] = spec.accumulate ? args[9] : 0;
        machine.share(code.row, args, work);
      }
    });
}

function transposedFlags(flags: number): number {
  return (flags & 8) | ((flags & 2) << 1) | ((flags & 4) >> 1);
}

/** As a provider computes it, the rest done after it; undefined where it declines. */
function providedProduct(layout: ProductLayout, provider: MatmulProvider): ProductRun | undefined {
  const { machine, spec, code, flags, pitch, starts } = layout;
  const facts = factsOf(spec);
  const run: MatmulRun | undefined = facts && provider.prepare(facts);
  if (!run) return undefined;
  const args = [0, 0, spec.n, 0, pitch, flags, 0];
  const work = { range: 0, count: spec.m, grain: Math.ceil(machine.grain / spec.n) };
  return (a, b, c, bias) => {
    const threads = machine.threads.most;
    for (const start of starts) {
      run(machine.memory.buffer, a + start[0], b + start[1], c + start[2], threads);
      if (flags === 0) continue;
      args[3] = c + start[2];
      args[6] = bias!;
      machine.share(code.finish, args, work);
    }
  };
}
