import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What changes or counts the state of modules, or replaces them: mocks, the current backend, threads, live tensors. */
const stateful =
  /\bvi\.|\buse(Backend|Finalizer)\b|\bset(Threads|MatmulProvider)\b|\bmemory\(|\bprocess\.(env|chdir)\b|\bglobalThis\b/;

/**
 * The test files of packages that leave modules as they found them, as paths from the root. They share their modules where
 * others have copies of their own: importing these takes half of the time of most files.
 */
export function filesThatShareModules(root) {
  const tests = readdirSync(join(root, "packages")).flatMap((name) => {
    const source = join("packages", name, "src");
    const files = readdirSync(join(root, source), { recursive: true });
    return files.filter((file) => file.endsWith(".test.ts")).map((file) => join(source, file));
  });
  return tests.filter((file) => !stateful.test(readFileSync(join(root, file), "utf8")));
}
