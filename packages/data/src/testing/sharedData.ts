import { sharedFolder } from "../../../../tools/machine.mjs";

const folder = sharedFolder();

if (!folder) console.warn("Left out: tests on real data, because there is no folder shared/ or ../shared");

/** The path of a real data file beside the checkout; `undefined`, said once, on a machine without them. */
export function sharedData(path: string): string | undefined {
  return folder && `${folder}/data/${path}`;
}
