import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const isThere = existsSync(folder);

if (!isThere) console.warn(`Left out: tests on real data, because there is no folder ${folder}`);

/** The path of a real data file beside the checkout; `undefined`, said once, on a machine without them. */
export function sharedData(path: string): string | undefined {
  return isThere ? `${folder}${path}` : undefined;
}
