import { type ImageFile, imageFolder, type OpenedData } from "@mebae/data";
import type { ClassesFrom, DroppedFile } from "../../report.js";
import { unnamed } from "./refusals.js";

export interface Pictures {
  readonly data: OpenedData;
  readonly classesFrom: ClassesFrom;
}

/** Pictures as they were dropped: a folder of classes, folders of classes, or files whose names begin with their class. */
export async function openPictures(dropped: readonly DroppedFile[]): Promise<Pictures> {
  const { inside, name } = withoutCommonFolder(dropped);
  const hasFolders = inside.some(({ path }) => path.includes("/"));
  const laid = hasFolders
    ? inside
    : inside.map(({ path, blob }) => ({ path: `${classOfName(path)}/${path}`, blob }));
  const { dataset, seen } = await imageFolder(laid, { name });
  return {
    data: { kind: "images", source: "pictures", dataset, seen },
    classesFrom: hasFolders ? "folders" : "names",
  };
}

/** A folder that holds all that was dropped says nothing, unless it is the only one of its depth. */
function withoutCommonFolder(files: readonly DroppedFile[]) {
  const all = files.map(({ path, file }): ImageFile => ({ path, blob: file }));
  const top = all[0]!.path.split("/", 1)[0]!;
  if (!all.every(({ path }) => path.startsWith(`${top}/`))) return { inside: all, name: "pictures" };
  const inside = all.map(({ path, blob }): ImageFile => ({ path: path.slice(top.length + 1), blob }));
  return { inside, name: top };
}

/** "cat_12.png", "cat-12.png", "cat12.png" and "cat (12).png" are of the class "cat". @throws Refused where nothing is left */
export function classOfName(file: string): string {
  const stem = file.replace(/\.[^.]*$/, "");
  const [letters = ""] = /^[^\d_]*/.exec(stem) ?? [];
  const name = letters.replace(/[\s(.-]+$/, "");
  if (name === "") throw unnamed(file);
  return name;
}
