// `pnpm release:rehearse`: what a release of this tree would publish, in a copy of the workspace. Nothing is sent anywhere.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseTarGzip } from "nanotar";
import { manifestOf, packAll, publishedPackages, root, workspaceFolders } from "./pack.mjs";
import { runQuietly } from "./run.mjs";

const workspaceFiles = [
  ...["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", "LICENSE", ".changeset"],
  ...["tools/tsup.mjs", "tools/pureInitializers.mjs", "tsconfig.base.json", "tsconfig.build.json"],
];
/** What a package is packed from, beside the workspace's LICENSE, which pnpm puts into every tarball. */
const packageFiles = ["README.md", "dist"];

/** Copies what changesets and pnpm look at, and nothing else, into the folder `copy`; a git repository, as changesets asks. */
async function copyWorkspace(copy) {
  const published = publishedPackages().map(({ folder }) => folder);
  const files = [
    ...workspaceFiles,
    ...workspaceFolders().map((folder) => `${folder}/package.json`),
    ...published.flatMap((folder) => packageFiles.map((file) => `${folder}/${file}`)),
    // None before the first release.
    ...published.map((folder) => `${folder}/CHANGELOG.md`).filter((file) => existsSync(join(root, file))),
  ];
  for (const file of files) {
    if (!existsSync(join(root, file))) throw new Error(`${file} is missing; run \`pnpm build\``);
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { recursive: true });
  }
  linkSiblings(copy);
  // Changesets asks git which commit brought each changeset.
  const git = (...args) =>
    must("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], copy);
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", ".changeset");
  await git("commit", "--quiet", "--no-gpg-sign", "-m", "changesets");
}

/**
 * pnpm takes the version that `workspace:^` stands for from what is installed. Siblings that aren't published, whose code is part of
 * what is, are the tree's own.
 */
function linkSiblings(copy) {
  const isPublished = new Set(publishedPackages().map(({ manifest }) => manifest.name));
  const places = new Map(workspaceFolders().map((folder) => [manifestOf(folder).name, folder]));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
  for (const { folder, manifest } of publishedPackages()) {
    const { dependencies, peerDependencies, devDependencies } = manifest;
    for (const name of Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies })) {
      if (!places.has(name)) continue;
      const link = join(copy, folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(isPublished.has(name) ? copy : root, places.get(name)), link, "junction");
    }
  }
}

/** Builds again what has its version written into its code, as a release does, which builds what it has versioned. */
async function rebuildVersioned(copy) {
  for (const { folder } of publishedPackages()) {
    const sources = readdirSync(join(root, folder, "src"), { recursive: true, encoding: "utf8" });
    const namesVersion = (file) =>
      /\.ts$/.test(file) &&
      /from ".*\/package\.json"/.test(readFileSync(join(root, folder, "src", file), "utf8"));
    if (!sources.some(namesVersion)) continue;
    for (const file of ["src", "tsconfig.json", "tsup.config.ts"])
      cpSync(join(root, folder, file), join(copy, folder, file), { recursive: true });
    // Types have no version in them, and take seconds.
    const dist = join(copy, folder, "dist");
    for (const file of readdirSync(dist))
      if (!file.endsWith(".d.ts")) rmSync(join(dist, file), { recursive: true });
    const tsup = [join(root, "node_modules/tsup/dist/cli-default.js"), "--no-dts", "--no-clean"];
    await must(process.execPath, tsup, join(copy, folder));
  }
}

async function must(command, args, cwd) {
  const { status, output } = await runQuietly(command, args, { cwd });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${output}`);
}

/** `changeset version` in a copy of the workspace. */
export function version(copy) {
  return must(process.execPath, [join(root, "node_modules/@changesets/cli/bin.js"), "version"], copy);
}

/**
 * Versions and packs every published package, built before, in the empty folder `copy`. Resolves to one { name, folder, tarball,
 * manifest, files, bytes } a package, the manifest and the files (paths to Uint8Arrays) as they stand in the tarball.
 */
export async function rehearse(copy) {
  await copyWorkspace(copy);
  await version(copy);
  await rebuildVersioned(copy);
  const packed = await packAll(join(copy, "tarballs"), copy);
  return Promise.all(packed.map(async (one) => ({ ...one, ...(await contentOf(one.tarball)) })));
}

async function contentOf(tarball) {
  const bytes = await readFile(tarball);
  const entries = (await parseTarGzip(bytes)).filter(({ type }) => type === "file");
  const files = new Map(entries.map(({ name, data }) => [name.replace(/^package\//, ""), data]));
  const manifest = JSON.parse(new TextDecoder().decode(files.get("package.json")));
  return { manifest, files, bytes: bytes.length };
}

/** The rehearsal in words: what would be published, how large, and beside which siblings it works. */
export function tableOf(packages) {
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
  return packages.map(({ manifest, files, bytes }) => {
    const unpacked = [...files.values()].reduce((sum, data) => sum + data.length, 0);
    const peers = Object.entries(manifest.peerDependencies ?? {}).map(([name, range]) => `${name} ${range}`);
    const name = `${manifest.name} ${manifest.version}`.padEnd(28);
    return `${name}${kilobytes(bytes)}${kilobytes(unpacked)} unpacked${peers.length > 0 ? `   beside ${peers.join(", ")}` : ""}`;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const copy = mkdtempSync(join(tmpdir(), "mebae-rehearsal-"));
  try {
    console.log(tableOf(await rehearse(copy)).join("\n"));
    console.log("\nNothing was sent anywhere.");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
