import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./run.mjs";

/** The manifests of everything that gets published, with the folder of each. */
export function publishedPackages() {
  return ["packages", "apps"]
    .flatMap((room) => readdirSync(room).map((name) => join(room, name)))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }))
    .filter(({ manifest }) => !manifest.private);
}

/** Packs every published package into `destination`, emptied first; it must have been built. Returns { name, manifest, tarball }. */
export async function packAll(destination) {
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const packages = publishedPackages();
  const filters = packages.flatMap(({ manifest }) => ["--filter", manifest.name]);
  const { status, output } = await runQuietly("pnpm", [
    "-r",
    ...filters,
    "pack",
    "--pack-destination",
    destination,
  ]);
  if (status !== 0) throw new Error(`pnpm pack failed:\n${output}`);
  return packages.map(({ manifest }) => {
    const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
    return { name: manifest.name, manifest, tarball: join(destination, file) };
  });
}
