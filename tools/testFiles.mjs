import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What changes or counts the state of modules, or replaces them: mocks, the current backend, threads, live tensors. */
const stateful =
  /\bvi\.|\buse(Backend|Finalizer)\b|\bset(Threads|MatmulProvider)\b|\bmemory\(|\bprocess\.(env|chdir)\b|\bglobalThis\b/;

/** Where test files are looked for: packages, programs, and what spans packages but doesn't need a page, a GPU or a mock. */
function roomsOf(root) {
  const there = (room) => existsSync(join(root, room));
  const sources = ["packages", "apps"]
    .filter(there)
    .flatMap((room) => readdirSync(join(root, room)).map((name) => join(room, name, "src")));
  return [...sources, join("tests", "pytorch")].filter(there);
}

/**
 * The test files that leave modules as they found them, as paths from the root. They share their modules where others have copies of
 * their own: importing these takes half of the time of most files.
 */
export function filesThatShareModules(root) {
  const tests = roomsOf(root).flatMap((room) => {
    const files = readdirSync(join(root, room), { recursive: true });
    return files.filter((file) => file.endsWith(".test.ts")).map((file) => join(room, file));
  });
  return tests.filter((file) => !stateful.test(readFileSync(join(root, file), "utf8")));
}
