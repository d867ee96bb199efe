import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isWhole, readArguments, WrongUsage } from "../benchmarks/arguments.ts";
import { cases, sizeOf } from "../benchmarks/cases/index.ts";
import { published } from "../benchmarks/gpu/published.ts";
import { askPython } from "../benchmarks/gpu/python.ts";
import { type GpuResults, gpuText } from "../benchmarks/gpu/results.ts";
import type { Row } from "../benchmarks/measure/result.ts";
import { difference, median, quantile, summarize } from "../benchmarks/measure/statistics.ts";
import { barsOf, verdict } from "../benchmarks/report/bars.ts";
import { limitOf } from "../benchmarks/report/limits.ts";
import { mismatches, timesTable } from "../benchmarks/report/rows.ts";
import { markdown, ratio, time } from "../benchmarks/report/table.ts";

const work = (name: string) => cases.find((found) => found.name === name)!;
const took = (contestant: string, ...rounds: number[]) => ({
  contestant,
  time: summarize(rounds.map((milliseconds) => [milliseconds])),
});
const row = (name: string, cells: Row["cells"], threads = 1): Row => ({
  work: work(name),
  where: "node",
  threads,
  cells,
});

describe("medians", () => {
  test("of even and odd counts, and quartiles between the values", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });

  test("one noisy round changes nothing", () => {
    expect(summarize([[1, 1, 9], [1], [50, 60, 70]])).toMatchObject({ median: 1, rounds: 3 });
  });

  test("a NaN among losses is as far away as can be", () => {
    expect(difference([1, Number.NaN], [1, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(difference([2, 100], [2, 101])).toBeCloseTo(1 / 101);
    expect(difference([], [])).toBe(0);
  });
});

describe("tables", () => {
  test("are padded Markdown, in three figures", () => {
    expect(markdown(["case", "a"], [["matmul", "1"]])).toBe(
      "| case   |   a |\n| ------ | --: |\n| matmul |   1 |",
    );
    expect([0.0123, 12.34, 1234].map(time)).toEqual(["12.3 µs", "12.3 ms", "1.23 s"]);
    expect([0.5, 12.34, 123.4].map(ratio)).toEqual(["0.50×", "12.3×", "123×"]);
  });

  test("show a peer's time over Mebae's, what is absent, and what was stopped", () => {
    const table = timesTable([
      row("step-cnn", [
        took("mebae", 10, 10, 10),
        took("PyTorch", 15, 15, 15),
        { contestant: "jax-js", over: 15_000 },
        { contestant: "tfjs", absent: "no such kernel" },
      ]),
    ]);
    expect(table).toMatch(/10\.0 ms.*15\.0 ms.*over 15\.0 s.*absent.*1\.50×.*> 1500×/);
  });

  test("a mismatch is told, and marked in its cell", () => {
    const rows = [row("step-mlp", [{ ...took("tfjs", 1), mismatch: "losses 2.0e-3 from PyTorch" }])];
    expect(mismatches(rows)).toEqual(["tfjs, step-mlp, node, 1 threads: losses 2.0e-3 from PyTorch"]);
    expect(timesTable(rows)).toContain("(!)");
  });
});

describe("the bars", () => {
  const rows = [
    row("step-cnn", [took("mebae", 10), took("PyTorch", 11)]),
    row(
      "matmul-512",
      [
        ...[took("mebae", 10), took("mebae, 1 thread", 16)],
        ...[took("PyTorch", 8), took("PyTorch, 1 thread", 12)],
      ],
      2,
    ),
  ];
  const bars = barsOf(rows, [{ name: "mebae", bytes: 59_000 }]);
  const find = (what: string) => bars.find((bar) => bar.what === what)!;

  test("hold, are missed by so much, or weren't measured", () => {
    // The bar is PyTorch's time over 1.2: 10 ms is 10/11 of it where 1/1.2 was asked for.
    expect(verdict(find("step-cnn, 1 thread"))).toBe("missed by 9.1 %");
    expect(verdict(find("step-vgg, 1 thread"))).toBe("not measured");
    expect(verdict(find("bundle of an MLP trainer"))).toBe("held");
  });

  test("two threads may gain no more than OpenBLAS does in the same run, less 5 %", () => {
    const bar = find("matmul-512, two threads over one");
    expect(bar.bar).toBeCloseTo(0.95 * 1.5);
    expect(bar.measured).toBe(1.6);
    expect(verdict(bar)).toBe("held");
  });
});

test("what limits a row: its arithmetic, its bytes, or neither", () => {
  const ceilings = { gflops: 50, bandwidth: [{ place: "memory", bytes: 1e8, gigabytes: 25 }] };
  const of = (name: string, milliseconds: number) => limitOf(row(name, []), milliseconds, ceilings);
  expect(of("matmul-1024", 60)).toMatchObject({ by: "arithmetic" });
  expect(of("matmul-1024", 60).reached).toBeCloseTo((2 * 1024 ** 3 * 1e-6) / 50 / 60);
  expect(of("relu-1M", 0.5)).toMatchObject({ by: "memory" });
  expect(of("step-xor", 0.01)).toMatchObject({ by: "dispatch" });
});

test("the arithmetic of the steps is counted by the layers", () => {
  // 2·128·784·256 forward and for the weights, three times 2·128·256·10 for the second layer.
  expect(work("step-mlp").flops).toBe(4 * 128 * 784 * 256 + 6 * 128 * 256 * 10);
  const parameters = work("step-mlp").tensors.slice(2);
  expect(parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(784 * 256 + 256 + 2560 + 10);
});

describe("arguments", () => {
  test("only a whole run is kept", () => {
    expect(isWhole(readArguments([])!)).toBe(true);
    expect(isWhole(readArguments(["--cases", "mlp"])!)).toBe(false);
    expect(isWhole(readArguments(["--threads", "1"])!)).toBe(false);
    expect(readArguments(["--no-write"])!.write).toBe(false);
  });

  test.each([
    [["--cases", "nothing"], /no case's name holds "nothing"/],
    [["--peers", "numpy"], /--peers: expected some of mebae/],
    [["--where", "safari"], /--where: expected some of node, chromium/],
    [["--rounds", "0"], /--rounds: expected whole numbers of at least 1/],
    [["--fast"], /--fast/],
  ])("%j is refused", (argv, sentence) => {
    expect(() => readArguments(argv)).toThrow(WrongUsage);
    expect(() => readArguments(argv)).toThrow(sentence);
  });
});

describe("the GPU's figures that are published", () => {
  const card = "nvidia h200 NVIDIA: 580.159.04 580.159.4.0";
  const row = { name: "matmul", gflops: 45000, torch: 51000 };
  const whole: GpuResults = {
    date: "2026-11-26",
    adapter: card,
    dawn: [],
    ceilings: { gflops: 64000, gigabytes: 2600 },
    torch: "PyTorch 2.11",
    operations: [row],
    jax: { float32: 12000 },
    steps: [],
    remarks: ["Slow that day."],
  };

  test("of parts that a call left out are those of before, on the same card with any driver", () => {
    const call: GpuResults = {
      date: "2026-12-01",
      adapter: "nvidia h200 NVIDIA: 590.1.2 590.1.2.0",
      dawn: ["a=b"],
      steps: [{ name: "xor", ahead: 0.1, synced: 0.2, submissions: 1 }],
      missing: { operations: "stopped after 60 s" },
    };
    const both = published(whole, call);
    expect(both).toMatchObject({ date: "2026-12-01", dawn: ["a=b"], steps: call.steps, operations: [row] });
    expect(both.remarks).toEqual([
      "Slow that day.",
      "Of an earlier call, of 2026-11-26: adapter, operations, jax.",
    ]);
    const text = gpuText(both);
    expect(text).toContain("| matmul");
    expect(text).toContain("jax-js, product of 4096³ in float32 on WebGPU: 12000 GFLOP/s");
    expect(text).toContain("- operations: stopped after 60 s");
    expect(() => published({ ...whole, adapter: "nvidia h100" }, call)).toThrow(
      "590.1.2.0 lack adapter, float16, subgroups, uploads, operations, conformance, jax, and published are those of nvidia h100",
    );
    expect(published(undefined, call)).toBe(call);
  });

  test("a software adapter's aren't, nor those of no adapter", () => {
    expect(() => published(whole, { ...whole, isSoftware: true })).toThrow("it is never quoted as speed");
    expect(() => published(whole, { ...whole, adapter: "", missing: { adapter: "no driver" } })).toThrow(
      "no adapter was found: no driver",
    );
  });

  test("a process of the conformance suite that died is told, and what the others found", () => {
    const failed = ["shard 0/8, whose process ended with SIGSEGV"];
    const text = (dtypes: string[], counts: Record<string, number>) =>
      gpuText({ ...whole, float16: { dtypes, counts, failed, seconds: 2 } });
    expect(text([], {})).toContain(`Conformance in no dtype: no checks; 1 failed: ${failed[0]} (2 s).`);
    expect(text(["float16"], { values: 140 })).toContain("Conformance in float16: 140 of values; 1 failed");
  });

  test("what there is of a call is told without what there isn't", () => {
    const { operations, torch, ...rest } = whole;
    expect(gpuText(rest)).not.toContain("PyTorch");
    expect(gpuText({ ...rest, operations, torch: "none: no CUDA" })).toContain(
      "PyTorch beside them: none: no CUDA.",
    );
  });
});

describe("what Python is asked", () => {
  afterEach(() => vi.unstubAllEnvs());
  const echo = (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), "mebae-")), "python");
    writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    vi.stubEnv("PYTHON", file);
  };

  test("is answered in JSON, within what time is left in parts of milliseconds", () => {
    echo("cat");
    expect(askPython("", { a: [1] }, 13_000.25)).toEqual({ a: [1] });
    expect(askPython("", 1, 3500.5)).toEqual({ missing: "no time was left for it" });
  });

  test("or not, with the reason", () => {
    echo("echo one >&2; echo 'RuntimeError: no CUDA' >&2; exit 1");
    expect(askPython("", 1, Number.POSITIVE_INFINITY)).toEqual({ missing: "RuntimeError: no CUDA" });
    echo("exec sleep 20");
    expect(askPython("", 1, 4100.7)).toMatchObject({ missing: expect.stringContaining("ETIMEDOUT") });
  });
});
