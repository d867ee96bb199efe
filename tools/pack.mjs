import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "./run.mjs";

/** The repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Every folder of the workspace that has a manifest, relative to its root. */
export function workspaceFolders(workspace = root) {
  const rooms = ["packages", "apps"].flatMap((room) =>
    readdirSync(join(workspace, room)).map((name) => `${room}/${name}`),
  );
  return [...rooms, "tests", "benchmarks"];
}

export function manifestOf(folder, workspace = root) {
  return JSON.parse(readFileSync(join(workspace, folder, "package.json"), "utf8"));
}

/** The manifests of everything that gets published, with the folder of each. */
export function publishedPackages(workspace = root) {
  return workspaceFolders(workspace)
    .map((folder) => ({ folder, manifest: manifestOf(folder, workspace) }))
    .filter(({ manifest }) => !manifest.private);
}

/**
 * Packs every published package, built before, into the folder `destination` (an absolute path).
 * Resolves to one { name, folder, manifest, tarball } a package.
 */
export async function packAll(destination, workspace = root) {
  mkdirSync(destination, { recursive: true });
  const packages = publishedPackages(workspace);
  const filters = packages.flatMap(({ manifest }) => ["--filter", manifest.name]);
  const pack = ["-r", ...filters, "pack", "--pack-destination", destination];
  const { status, output } = await runQuietly("pnpm", pack, { cwd: workspace });
  if (status !== 0) throw new Error(`pnpm pack failed:\n${output}`);
  return packages.map(({ folder, manifest }) => {
    const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
    return { name: manifest.name, folder, manifest, tarball: join(destination, file) };
  });
}
