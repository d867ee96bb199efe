import { describe, expect, test } from "vitest";
import { events, mebae } from "./testing/run.js";

const quick = ["--case", "xor", "--seconds", "0.01"];

describe("mebae bench", () => {
  test("tells the time of a step, and the profile each kernel's part of it", async () => {
    const ran = await mebae(["bench", ...quick, "--profile", "--json"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const told = events(ran);
    expect(told.map(({ event }) => event)).toEqual(expect.arrayContaining(["ceilings", "case", "kernel"]));
    expect(told.find(({ event }) => event === "case")).toMatchObject({
      case: "xor",
      milliseconds: expect.any(Number),
    });
    const { event: _, ...measured } = told.find(({ event }) => event === "case")!;
    expect(told.at(-1)).toMatchObject({ event: "result", cases: [measured] });
    const kernels = told.filter(({ event }) => event === "kernel") as unknown as {
      kernel: string;
      calls: number;
      share: number;
    }[];
    expect(kernels.length).toBeGreaterThan(1);
    for (const { calls, kernel } of kernels) expect(calls, kernel).toBeGreaterThan(0);
    const inKernels = kernels.reduce((sum, { share }) => sum + share, 0);
    expect(inKernels).toBeGreaterThan(0);
    expect(inKernels).toBeLessThanOrEqual(1);
  });

  test("in words: one table, without colours", async () => {
    const ran = await mebae(["bench", ...quick, "--profile"]);
    expect(ran.stdout).toMatch(/GFLOP\/s.*memory \d+ GB\/s/);
    expect(ran.stdout).toMatch(/^xor \(2-8-2, batch 4, SGD\): [\d.]+ ms a step/m);
    expect(ran.stdout).toMatch(/^kernel +calls +ms +time +GFLOP\/s +GB\/s +of its limit$/m);
    expect(ran.stdout).not.toContain("\x1b");
  });

  test("knows the arithmetic of the contractions", async () => {
    const ran = await mebae(["bench", "--case", "mlp", "--seconds", "0.01", "--profile", "--json"]);
    const told = events(ran) as {
      event: string;
      kernel: string;
      calls: number;
      gflops: number;
      milliseconds: number;
    }[];
    const products = told.filter(({ event, kernel }) => event === "kernel" && kernel.startsWith("matmul"));
    // 2·128·784·256 forward and for the weights, three times 2·128·256·10 for the second layer.
    const flops = products.reduce((sum, { gflops, milliseconds }) => sum + gflops * milliseconds * 1e6, 0);
    expect(flops / (4 * 128 * 784 * 256 + 6 * 128 * 256 * 10)).toBeCloseTo(1, 6);
  });

  test("ends when it is interrupted", async () => {
    const ran = await mebae(["bench", ...quick], AbortSignal.abort());
    expect(ran.code).toBe(130);
    expect(ran.stdout).not.toContain("a step");
  });

  test.each([
    [["--device", "tpu"], /cpu, gpu/],
    [["--case", "gpt"], /gpt.*xor, mlp/],
    [["--seconds", "0"], /above 0, got "0"/],
    [["--threads", "0"], /at least 1|from 1 to 64/],
    [["--nonsense"], /--nonsense/],
  ])("wrong usage: %j", async (argv, sentence) => {
    const ran = await mebae(["bench", ...argv]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(sentence);
  });
});
