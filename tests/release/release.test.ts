import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manifestOf, publishedPackages, root } from "../../tools/pack.mjs";
import { type Rehearsed, rehearse, version } from "../../tools/rehearse.mjs";
import { bundlers, runApplication, writeApplication } from "./bundlers.js";
import { install, mebaeIn, mebaeOnPath, nodeOf, output, writeExample } from "./stranger.js";

const published = publishedPackages().map(({ folder, manifest: { name } }) => ({ folder, name }));
const names = published.map(({ name }) => name);
const placeOf = (name: string) => published.find((one) => one.name === name)!.folder;
const withExamples = published.filter(({ folder }) => folder.startsWith("packages/"));

/** What is installed into an empty folder, and whose examples run there: "" is the repository. */
const projects = [
  { project: "only tensor", packages: ["@mebae/tensor"], examples: ["packages/tensor"] },
  {
    project: "tensor and optimizers",
    packages: ["@mebae/tensor", "@mebae/optimizers"],
    examples: ["packages/optimizers"],
  },
  { project: "all", packages: names, examples: ["", ...withExamples.map(({ folder }) => folder)] },
];
const majors = [22, 24];
const cells = <T>(columns: readonly T[]) =>
  projects.flatMap((row) => columns.map((column) => ({ row, project: row.project, column })));

let folder = "";
let copy = "";
let packages: Rehearsed[] = [];
let nodes: Readonly<Record<number, string>> = {};
const projectFolder = ({ project }: { project: string }) => join(folder, project.replaceAll(" ", "-"));

async function prepareProject(row: (typeof projects)[number]): Promise<void> {
  const wanted = packages.filter(({ name }) => row.packages.includes(name));
  await install(
    projectFolder(row),
    wanted.map(({ tarball }) => tarball),
  );
  const written = await Promise.all(row.examples.map((place) => writeExample(projectFolder(row), place)));
  writeApplication(projectFolder(row), written);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mebae-release-"));
  copy = join(folder, "workspace");
  packages = await rehearse(copy);
  await Promise.all(projects.map(prepareProject));
  nodes = Object.fromEntries(
    await Promise.all(majors.map(async (major) => [major, await nodeOf(major)] as const)),
  );
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(names)("the tarball of %s", (name) => {
  const found = () => packages.find((one) => one.name === name)!;
  const text = (file: string) => new TextDecoder().decode(found().files.get(file));

  test("has a version of its own, and works beside later ones of its siblings", () => {
    const { manifest } = found();
    expect(manifest.version).toMatch(/^1\.\d+\.\d+$/);
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    const ranges = Object.entries({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    for (const [sibling, range] of ranges) {
      const released = packages.find((one) => one.name === sibling)?.manifest.version;
      if (released) expect(range, sibling).toBe(`^${released}`);
      else expect(range).toMatch(/^[\^>=<\d]/);
    }
  });

  test("holds what it exports, README, LICENSE and CHANGELOG, and nothing else", () => {
    const { manifest, files } = found();
    const others = [...files.keys()].filter((file) => !file.startsWith("dist/")).sort();
    expect(others).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
    expect(
      [...files.keys()].filter((file) => !others.includes(file) && !/\.(js|js\.map|d\.ts)$/.test(file)),
    ).toEqual([]);
    expect(text("LICENSE")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
    expect(text("README.md")).toBe(readFileSync(join(root, placeOf(name), "README.md"), "utf8"));
    expect(text("CHANGELOG.md")).toMatch(
      new RegExp(`^# ${name}\n\n## ${manifest.version}\n\n### \\w+ Changes\n\n- \\w`),
    );
    const targets = JSON.stringify([manifest.exports, (manifest as { bin?: object }).bin]).matchAll(
      /"\.\/([^"]+\.\w+)"/g,
    );
    for (const [, file] of targets) if (file !== "./package.json") expect([...files.keys()]).toContain(file);
  });

  test("says where it comes from and what it needs", () => {
    const place = placeOf(name);
    expect(found().manifest).toMatchObject({
      license: "MIT",
      description: expect.stringMatching(/^[A-Z].{20,}\.$/),
      keywords: expect.arrayContaining([expect.any(String)]),
      repository: { type: "git", url: "git+https://github.com/mebae/mebae.git", directory: place },
      homepage: `https://github.com/mebae/mebae/tree/main/${place}#readme`,
      bugs: "https://github.com/mebae/mebae/issues",
      type: "module",
      sideEffects: expect.anything(),
      engines: { node: ">=22" },
      publishConfig: { access: "public" },
    });
  });
});

test.each(projects)("$project: one copy of each package, so that there is one tape", (row) => {
  const installed = readdirSync(join(projectFolder(row), "node_modules"), {
    recursive: true,
    encoding: "utf8",
  })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /(^|node_modules\/)(@mebae\/[^/]+|mebae)\/package\.json$/.test(file));
  expect(installed.sort()).toEqual(row.packages.map((name) => `${name}/package.json`).sort());
});

test.each(["es2022", "esnext"])(
  "every entry has types that are right by themselves, for the target %s",
  async (target) => {
    const app = projectFolder({ project: "all" });
    const entries = packages
      .filter(({ name }) => name !== "mebae")
      .flatMap(({ name, manifest }) =>
        Object.keys(manifest.exports ?? {}).map((entry) => name + entry.slice(1)),
      )
      // A worker's script has nothing to import.
      .filter((entry) => !/(json|\/worker)$/.test(entry));
    const lines = entries.map((entry, i) => `import * as e${i} from "${entry}";\nconsole.log(e${i});\n`);
    writeFileSync(join(app, "types.ts"), lines.join(""));
    // Strangers may look into libraries (no skipLibCheck), and have no types of Node.
    const compilerOptions = { noEmit: true, strict: true, module: "nodenext", target, types: [] };
    writeFileSync(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.ts"] }));
    const tsc = output(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."], app);
    expect(await tsc.catch((error: { stdout: string }) => error.stdout)).toBe("");
  },
  60_000,
);

describe("README's first examples", () => {
  test.each(cells(majors))(
    "$project, in Node $column",
    async ({ row, column: major }) => {
      for (const place of row.examples) {
        const example = await writeExample(projectFolder(row), place);
        // The conformance example registers its checks with node:test, which reports them.
        expect(await output(nodes[major]!, [example], projectFolder(row)), example).not.toBe("");
      }
    },
    60_000,
  );

  test.each(cells(["esbuild", "Vite"] as const))(
    "$project, bundled by $column",
    async ({ row, column: name }) => {
      const built = join(folder, `${row.project.replaceAll(" ", "-")}-${name}`);
      await bundlers[name](projectFolder(row), built);
      expect(await runApplication(built)).toBe("the end");
    },
    60_000,
  );
});

test.each(majors)(
  "the command-line program trains and predicts from its tarball in Node %i",
  async (major) => {
    const app = projectFolder({ project: "all" });
    const node = nodes[major]!;
    expect(await output(node, ["--version"], app)).toMatch(new RegExp(`^v${major}\\.`));
    const released = packages.find((one) => one.name === "mebae")!.manifest.version;
    expect((await mebaeOnPath(app, node, "--version")).trim()).toBe(released);
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${(i % 2) + Math.sin(i) / 4},${i % 2 ? "oak" : "elm"}`,
    );
    writeFileSync(join(app, "trees.csv"), `height,kind\n${rows.join("\n")}\n`);
    const mebae = mebaeIn(app, node);
    const said = await mebae(
      "train",
      "trees.csv",
      "--target",
      "kind",
      "--epochs",
      "30",
      "--out",
      `run${major}`,
    );
    expect(said).toMatch(/Accuracy 100\.0 % on 8 examples/);
    expect(await mebae("predict", `run${major}`, "trees.csv")).toMatch(
      /^row,predicted,probability.*\n2,elm,/,
    );
  },
  60_000,
);

test("after it a minor of tensor leaves its siblings alone", async () => {
  const versions = () =>
    Object.fromEntries(published.map((one) => [one.name, manifestOf(one.folder, copy).version]));
  const first = versions();
  writeFileSync(join(copy, ".changeset/op.md"), '---\n"@mebae/tensor": minor\n---\n\nA new op.\n');
  await version(copy);
  const [major, minor] = first["@mebae/tensor"]!.split(".").map(Number);
  expect(versions()).toEqual({ ...first, "@mebae/tensor": `${major}.${minor! + 1}.0` });
  for (const one of published) {
    for (const [peer, range] of Object.entries(manifestOf(one.folder, copy).peerDependencies ?? {}))
      if (peer.startsWith("@mebae/")) expect(range).toBe("workspace:^");
  }
});
