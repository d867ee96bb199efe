import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Bundle, bundleAll } from "../tools/bundle.mjs";
import { publishedPackages, root } from "../tools/pack.mjs";
import { budgets, largestModules, type Measured, measured } from "../tools/sizes.mjs";

const libraries = publishedPackages().filter(({ manifest }) => manifest.exports?.["."]);
const names = libraries.map(({ manifest }) => manifest.name);
/** Without the programs, which use several packages. */
const single = budgets().filter(({ name }) => name.startsWith("{"));

let found: Measured[] = [];
let fromSources: Record<string, Bundle> = {};
beforeAll(async () => {
  expect(existsSync(join(root, "packages/tensor/dist/index.js")), "built packages: run `pnpm build`").toBe(
    true,
  );
  found = await measured();
  const programs = Object.fromEntries(single.map(({ name, program }) => [name, program]));
  fromSources = await bundleAll(programs, { minify: true });
}, 60_000);
const bundleOf = (name: string) => found.find((one) => one.name === name)!;

describe("budgets.json", () => {
  test("has every package", () => {
    const wholes = budgets().flatMap(({ name }) => (name.startsWith("all of ") ? [name.slice(7)] : []));
    expect(wholes.sort()).toEqual([...names].sort());
  });

  test.each(budgets())(
    "$name takes at most $budget bytes after gzip -9",
    async ({ name, program, budget }) => {
      const { bytes } = bundleOf(name);
      const words =
        bytes > budget
          ? [`${bytes - budget} bytes more than its ${budget}; the largest modules before gzip:`]
              .concat(await largestModules(program))
              .join("\n")
          : "";
      expect(words).toBe("");
      // A budget that is far away tells nothing when something grows.
      expect(bytes).toBeGreaterThan(0.8 * budget);
    },
  );
});

/** The text of each kernel's WebAssembly module, by the module that holds it. */
const kernels = (() => {
  const room = "packages/tensor/src/cpu/kernels";
  return readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".generated.ts"))
    .map((file) => {
      const text = /[`'"]((?:[^`'"\\\n]|\\.){200,})/.exec(readFileSync(join(root, room, file), "utf8"))?.[1];
      return { file: `${room}/${file.replaceAll("\\", "/")}`, text: text?.slice(-100) ?? "" };
    });
})();

describe("a single import brings what its own modules need", () => {
  // Of sources a bundler leaves out every file that isn't used; dist has the same files.
  test.each(single)("$name: no more from built packages than from their sources", ({ name }) => {
    const [built, needed] = [bundleOf(name).bundle.text.length, fromSources[name]!.text.length];
    expect(built).toBeLessThan(1.05 * needed);
  });

  test.each(single)("$name: the kernels that it calls, and no other", ({ name }) => {
    expect(kernels.length).toBeGreaterThan(5);
    const needed = fromSources[name]!.parts.flatMap(({ file, bytes }) => (bytes > 0 ? [file] : []));
    for (const { file, text } of kernels) {
      expect(text, file).toHaveLength(100);
      expect(bundleOf(name).bundle.text.includes(text), file).toBe(needed.includes(file));
    }
  });

  test("elementwise ops call none, products one, convolutions their own", () => {
    const kernelsIn = (op: string) =>
      kernels.filter(({ text }) => bundleOf(`{ ${op} } of @mebae/tensor`).bundle.text.includes(text)).length;
    expect(["add", "matmul"].map(kernelsIn)).toEqual([0, 1]);
    expect(kernelsIn("conv2d")).toBeGreaterThan(2);
  });
});

describe("sideEffects: false is true", () => {
  /** Packages that a program needs as a whole: what they hold on to costs nobody anything. */
  const wholes = new Set(["@mebae/gpu", "@mebae/conformance"]);
  let kept: Record<string, Bundle> = {};
  beforeAll(async () => {
    const programs = Object.fromEntries(names.map((name) => [name, `import "${name}";`]));
    kept = await bundleAll(programs, { built: true, minify: true, distrust: true });
  });

  test.each(names.filter((name) => !wholes.has(name)))(
    "of %s a bundler that trusts no manifest keeps next to nothing that isn't used",
    (name) => {
      const { text, parts } = kept[name]!;
      const ours = parts.filter(({ file }) => !file.includes("node_modules"));
      // A call, a spread or a property read at the top of a module is kept for its effects, with all that it names.
      const bytes = ours.reduce((sum, part) => sum + part.bytes, 0);
      expect(bytes, `this stays: ${text.slice(0, 2000)}`).toBeLessThan(1500);
    },
  );

  test("importing a package changes nothing outside of it", () => {
    const script = `
      const state = () => JSON.stringify([
        Reflect.ownKeys(globalThis).map(String),
        Reflect.ownKeys(globalThis).flatMap((name) => {
          const { prototype } = Object(Object.getOwnPropertyDescriptor(globalThis, name).value);
          return prototype ? [[String(name), Reflect.ownKeys(prototype).map(String)]] : [];
        }),
        process.eventNames().map(String),
        process.getActiveResourcesInfo(),
      ]);
      state(); // Node makes some of what it looks at when it is looked at.
      for (const name of ${JSON.stringify(names)}) {
        const before = state();
        await import(name);
        if (state() !== before) console.log(name);
      }`;
    const changed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: join(root, "tests"),
      encoding: "utf8",
    });
    expect(changed).toBe("");
  });
});
