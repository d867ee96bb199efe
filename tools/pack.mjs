import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "./run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The manifests of everything that gets published, with the folder of each. */
export function publishedPackages() {
  return ["packages", "apps"]
    .flatMap((room) => readdirSync(join(root, room)).map((name) => join(room, name)))
    .map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
    }))
    .filter(({ manifest }) => !manifest.private);
}

/**
 * Packs every published package, built before, into the folder `destination` (an absolute path).
 * Resolves to one { name, manifest, tarball } a package.
 */
export async function packAll(destination) {
  mkdirSync(destination, { recursive: true });
  const packages = publishedPackages();
  const filters = packages.flatMap(({ manifest }) => ["--filter", manifest.name]);
  const pack = ["-r", ...filters, "pack", "--pack-destination", destination];
  const { status, output } = await runQuietly("pnpm", pack, { cwd: root });
  if (status !== 0) throw new Error(`pnpm pack failed:\n${output}`);
  return packages.map(({ manifest }) => {
    const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
    return { name: manifest.name, manifest, tarball: join(destination, file) };
  });
}
