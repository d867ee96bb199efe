import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundle } from "../tools/bundle.mjs";

const folder = mkdtempSync(join(tmpdir(), "mebae-process-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program in a process of its own to its end. */
async function run(
  name: string,
  program: string,
  flags: readonly string[] = [],
): Promise<{ code: number | null; said: string }> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, (await bundle(`${preamble}${program}`)).text);
  const child = spawn(process.execPath, [...flags, file], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (said += text));
  }
  // A program that doesn't end by itself runs into the test's time limit.
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
}

const preamble = `
  import { add, createCpuBackend, scope, tensor } from "@mebae/tensor";
  const engine = createCpuBackend({ threads: 3, grain: 1 });
  const x = tensor(new Float32Array(1000).fill(1), { shape: [1000], backend: engine });
  const work = () => scope(() => void add(x, 1));
  const allJoined = async () => {
    while (engine.threads.joined < 3) {
      work();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
`;

test("a program with threads ends by itself", async () => {
  const program = `await allJoined(); work(); console.log("done", engine.threads.joined);`;
  expect(await run("joined", program)).toEqual({ code: 0, said: "done 3\n" });
});

test("so does one that ends before its threads have begun", async () => {
  const program = `work(); console.log("done", engine.threads.joined);`;
  expect(await run("early", program)).toEqual({ code: 0, said: "done 1\n" });
});

test("so do one that is told to exit and one that throws", async () => {
  const exits = `await allJoined(); work(); console.log("done"); process.exit(3);`;
  expect(await run("exits", exits)).toEqual({ code: 3, said: "done\n" });
  const thrown = await run("throws", `await allJoined(); work(); throw new Error("broken");`);
  expect(thrown).toMatchObject({ code: 1, said: expect.stringContaining("Error: broken") });
});

test("workers wait in silence while the program waits, and work again afterwards", async () => {
  const program = `
    await allJoined();
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { user, system } = process.cpuUsage(before);
    const values = await scope(() => add(x, 1)).data();
    console.log(user + system < 100_000, values.every((value) => value === 2), engine.threads.joined);
  `;
  expect(await run("waits", program)).toEqual({ code: 0, said: "true true 3\n" });
});

test("a process that may start no workers computes on one thread", async () => {
  const program = `
    for (let i = 0; i < 3; i++) work();
    const values = await scope(() => add(x, 1)).data();
    console.log(values.every((value) => value === 2), engine.threads.joined);
  `;
  expect(await run("forbidden", program, ["--permission", "--allow-fs-read=*"])).toEqual({
    code: 0,
    said: "true 1\n",
  });
});

test("a loader's workers keep a program alive for the batch that it awaits, and no longer", async () => {
  const program = `
    import { Dataset, Loader } from "@mebae/data";
    const features = { data: new Uint8Array(400), shape: [4] };
    const target = { kind: "classes", labels: new Int32Array(100), classes: ["a"] };
    const loader = new Loader(new Dataset({ name: "d", features, target }), { workers: 2 });
    let seen = 0;
    for (let epoch = 0; epoch < 2; epoch++) for await (const _ of loader.epoch(epoch)) seen++;
    console.log("done", seen);
  `;
  expect(await run("loader", program)).toEqual({ code: 0, said: "done 8\n" });
});
