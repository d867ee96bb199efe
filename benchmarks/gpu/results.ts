import { markdown } from "../report/table.ts";

/** An operation's speed, and PyTorch's on the same card. */
export interface OperationRow {
  readonly name: string;
  readonly gflops: number;
  readonly torch?: number;
}

/** A training step of one of the benchmarks' networks, and PyTorch's, which runs eagerly. */
export interface StepRow {
  readonly name: string;
  /** Milliseconds a step of many that nothing waits for, and where each loss is awaited. */
  readonly ahead: number;
  readonly synced: number;
  readonly submissions: number;
  readonly torch?: { readonly milliseconds: number; readonly flops: number };
}

/** Milliseconds of kernels that end in a tree over invocations, with subgroups and through workgroup memory. */
export interface SubgroupRow {
  readonly name: string;
  readonly subgroups: number;
  readonly memory: number;
}

/** Milliseconds a step that computes, one that uploads, and one that does both. */
export interface UploadRow {
  readonly way: "writeBuffer" | "ring";
  readonly megabytes: number;
  readonly compute: number;
  readonly upload: number;
  readonly both: number;
}

/** What one call found on a card. */
export interface GpuResults {
  readonly date: string;
  readonly adapter: string;
  /** Whether it computes on the processor: it is checked then, and not timed. */
  readonly isSoftware?: boolean;
  /** Flags of Dawn's. */
  readonly dawn: readonly string[];
  readonly ceilings?: { readonly gflops: number; readonly gigabytes: number };
  readonly torch?: string;
  readonly operations?: readonly OperationRow[];
  /** jax-js's product of 4096³ on WebGPU, in GFLOP/s, or why there is none. */
  readonly jax?: { readonly [dtype: string]: number | string };
  readonly steps?: readonly StepRow[];
  readonly subgroups?: readonly SubgroupRow[];
  readonly uploads?: readonly UploadRow[];
  /** The checks of float16, and those of the other dtypes. */
  readonly float16?: Conformance;
  readonly conformance?: Conformance;
  /** Parts of the call that failed or weren't reached, and why. */
  readonly missing?: { readonly [part: string]: string };
  /** What is to be known of these figures, in sentences. */
  readonly remarks?: readonly string[];
}

export interface Conformance {
  readonly dtypes: readonly string[];
  /** By kind of check. */
  readonly counts: { readonly [kind: string]: number };
  readonly failed: readonly string[];
  readonly seconds: number;
}

function operationsText({ ceilings, torch, operations = [], jax = {} }: GpuResults): string {
  const rows = operations.map(({ name, gflops, torch: theirs }) => [
    name,
    gflops.toFixed(0),
    ceilings ? `${((gflops * 100) / ceilings.gflops).toFixed(0)} %` : "",
    theirs?.toFixed(0) ?? "",
    theirs ? (gflops / theirs).toFixed(2) : "",
  ]);
  const others = Object.entries(jax).map(
    ([dtype, speed]) =>
      `- jax-js, product of 4096³ in ${dtype} on WebGPU: ${typeof speed === "number" ? `${speed.toFixed(0)} GFLOP/s` : speed}`,
  );
  const beside = torch?.startsWith("PyTorch")
    ? `Beside ${torch}, without tf32. Its convolutions are cuDNN's, which takes Winograd's or Fourier's ways where they
pay: a convolution's GFLOP/s are those of its definition, and can exceed the peak.`
    : `PyTorch beside them: ${torch}.`;
  return [
    ...(rows.length > 0 ? [beside] : []),
    ...(others.length > 0 ? [others.join("\n")] : []),
    ...(rows.length > 0
      ? [`${markdown(["operation", "GFLOP/s", "of the peak", "PyTorch", "ratio"], rows)}\n`]
      : []),
  ].join("\n\n");
}

function stepsText({ steps = [], ceilings }: GpuResults): string {
  if (steps.length === 0) return "";
  const rows = steps.map(({ name, ahead, synced, submissions, torch }) => {
    const gflops = torch && torch.flops / ahead / 1e6;
    return [
      name,
      ahead.toFixed(3),
      synced.toFixed(3),
      String(submissions),
      gflops?.toFixed(0) ?? "",
      gflops && ceilings ? `${((100 * gflops) / ceilings.gflops).toFixed(1)} %` : "",
      torch?.milliseconds.toFixed(3) ?? "",
      torch ? (torch.flops / torch.milliseconds / 1e6).toFixed(0) : "",
      torch ? (torch.milliseconds / ahead).toFixed(2) : "",
    ];
  });
  const ours = ["step", "ms", "ms, each loss awaited", "submissions", "GFLOP/s", "of the peak"];
  const head = [...ours, "PyTorch ms", "PyTorch GFLOP/s", "times faster"];
  return `Training steps, compiled, running ahead; PyTorch eager on CUDA, which waits for the last step only as well. Operations
are those of products and convolutions, as PyTorch counts them.

${markdown(head, rows)}
`;
}

function subgroupsText({ subgroups = [] }: GpuResults): string {
  if (subgroups.length === 0) return "";
  const rows = subgroups.map(({ name, subgroups: shuffled, memory }) => [
    name,
    shuffled.toFixed(4),
    memory.toFixed(4),
    (memory / shuffled).toFixed(2),
  ]);
  return `Kernels that end in a tree over invocations, by the device's clock, by subgroups and through workgroup memory, the same bits.

${markdown(["op", "ms by subgroups", "ms through memory", "times faster"], rows)}
`;
}

function uploadsText({ uploads = [] }: GpuResults): string {
  if (uploads.length === 0) return "";
  const rows = uploads.map(({ way, megabytes, compute, upload, both }) => [
    `${way}, ${megabytes} MB`,
    ...[compute, upload, both].map((ms) => ms.toFixed(3)),
    `${((100 * (compute + upload - both)) / Math.min(compute, upload)).toFixed(0)} %`,
  ]);
  return `Uploads while the device computes: the engine's way is writeBuffer; a ring of mapped buffers would be the other.

${markdown(["way", "ms computing", "ms uploading", "ms both", "of the shorter hidden"], rows)}
`;
}

function missingText({ missing = {} }: GpuResults): string {
  const all = Object.entries(missing);
  if (all.length === 0) return "";
  return `Parts that ended early or weren't reached:

${all.map(([part, reason]) => `- ${part}: ${reason}`).join("\n")}`;
}

function conformanceText(conformance: Conformance | undefined): string {
  if (!conformance) return "";
  const { counts, failed, dtypes, seconds } = conformance;
  if (dtypes.length + failed.length === 0) return "";
  const kinds = Object.entries(counts).map(([kind, count]) => `${count} of ${kind}`);
  const end = failed.length === 0 ? "none failed" : `${failed.length} failed: ${failed.join("; ")}`;
  return `Conformance in ${dtypes.join(", ") || "no dtype"}: ${kinds.join(", ") || "no checks"}; ${end} (${seconds.toFixed(0)} s).\n`;
}

/** What a call found, as Markdown. */
export function gpuText(results: GpuResults): string {
  const { adapter, dawn, date, ceilings } = results;
  const about = [
    `- adapter: ${adapter}, by Dawn in Node, ${date}${dawn.length > 0 ? `, with ${dawn.join(", ")}` : ""}`,
    ...(ceilings
      ? [
          `- measured peak: ${ceilings.gflops.toFixed(0)} GFLOP/s of float32 multiply-adds, ${ceilings.gigabytes.toFixed(0)} GB/s of a copy`,
        ]
      : []),
    ...(results.remarks ?? []).map((sentence) => `- ${sentence}`),
  ];
  return [
    about.join("\n"),
    operationsText(results),
    stepsText(results),
    subgroupsText(results),
    uploadsText(results),
    conformanceText(results.float16),
    conformanceText(results.conformance),
    missingText(results),
  ]
    .map((section) => section.trim())
    .filter(Boolean)
    .join("\n\n");
}
