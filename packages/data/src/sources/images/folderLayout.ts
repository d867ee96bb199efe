import { badData } from "../../place.js";
import { isIgnored } from "./ignoredFile.js";
import { naturalOrder } from "./naturalOrder.js";

export interface LayoutOptions {
  /** What the folder is called in errors. */
  readonly name: string;
  /** Which part of a folder that is divided into train, test, … */
  readonly part?: string;
  /** The classes that are known already, in their order; a folder of another name is refused. */
  readonly classes?: readonly string[];
  /** Folders that may be empty: a list of files doesn't show them. */
  readonly folders?: readonly string[];
}

export interface LaidOut {
  /** The file's path as it was given. */
  readonly path: string;
  /** The path within the folder, or within its part. */
  readonly name: string;
  /** Its class, where the folder has classes. */
  readonly label?: number;
}

export interface FolderLayout {
  /** By class, then in natural order of their names. */
  readonly files: readonly LaidOut[];
  readonly classes?: readonly string[];
  readonly ignored: readonly string[];
}

const partNames = new Set(["train", "training", "valid", "validation", "val", "dev", "test", "testing"]);

/**
 * The parts of a folder whose files or folders at the top have these names: ["test", "train"], or none where one of
 * them isn't called as parts are.
 */
export function partsOf(topNames: Iterable<string>): string[] {
  const names = [...new Set(topNames)].filter((name) => !isIgnored(name)).sort(naturalOrder);
  return names.every((name) => partNames.has(name.toLowerCase())) ? names : [];
}

/**
 * What the paths of a folder mean: `class/file`, `part/class/file` with parts called train, test, …, or files alone, whose
 * classes aren't known. Paths are relative to the folder, with "/".
 * @throws DataError: no files; parts, and none is named; folders within the folders of classes; files beside them; an
 *   empty class; a class that isn't known.
 */
export function folderLayout(paths: Iterable<string>, options: LayoutOptions): FolderLayout {
  const ignored: string[] = [];
  const kept: string[] = [];
  for (const path of paths) (path.split("/").some(isIgnored) ? ignored : kept).push(path);
  const folders = (options.folders ?? []).filter((path) => !path.split("/").some(isIgnored));
  const part = choosePart([...kept, ...folders], options);
  const within = (path: string) => part === undefined || path.startsWith(`${part}/`);
  const strip = (path: string) => (part === undefined ? path : path.slice(part.length + 1));
  const name = part === undefined ? options.name : `${options.name}/${part}`;
  const files = kept.filter(within).map((path) => ({ path, name: strip(path) }));
  const layout = { name, files, folders: folders.filter(within).map(strip).filter(Boolean) };
  if (files.length === 0 && layout.folders.length === 0)
    throw badData({ file: name }, `expected PNG, JPEG or WebP pictures, found none${ignoredToo(ignored)}`);
  refuseMixture(layout);
  if (files.length > 0 && files.every((file) => !file.name.includes("/")) && layout.folders.length === 0)
    return { files: files.sort((a, b) => naturalOrder(a.name, b.name)), ignored };
  return { ...inClasses(layout, options.classes), ignored };
}

interface Found {
  readonly name: string;
  readonly files: { path: string; name: string }[];
  readonly folders: readonly string[];
}

function choosePart(paths: readonly string[], { name, part }: LayoutOptions): string | undefined {
  const parts = partsOf(paths.filter((path) => path.includes("/")).map((path) => path.split("/", 1)[0]!));
  if (part === undefined) {
    if (parts.length === 0) return undefined;
    throw badData(
      { file: name },
      `expected a folder for each class, found the parts ${parts.map((found) => `"${found}"`).join(", ")}: say which one, or give ${name}/${parts[0]}`,
      { parts },
    );
  }
  const found = parts.find((candidate) => candidate === part);
  if (found !== undefined) return found;
  throw badData({ file: name }, `expected a part called "${part}", found ${listed(parts, "no parts")}`);
}

/** Either files alone, or folders with files in them. */
function refuseMixture({ name, files, folders }: Found): void {
  const deep =
    files.find((file) => file.name.split("/").length > 2)?.name ?? folders.find((path) => path.includes("/"));
  if (deep !== undefined) {
    const [top, inner] = deep.split("/");
    throw badData(
      { file: `${name}/${deep}` },
      `expected pictures directly in the folders of their classes, found the folder "${inner}" within "${top}": move its files up, or give the folder that holds the classes`,
    );
  }
  const beside = files.find((file) => !file.name.includes("/"));
  const folder = files.find((file) => file.name.includes("/"))?.name.split("/", 1)[0] ?? folders[0];
  if (beside && folder !== undefined) {
    throw badData(
      { file: `${name}/${beside.name}` },
      `expected every file in the folder of its class, found this one beside the folder "${folder}"`,
    );
  }
}

function inClasses(
  { name, files, folders }: Found,
  known?: readonly string[],
): Omit<FolderLayout, "ignored"> {
  const classOf = (path: string) => path.split("/", 1)[0]!.normalize("NFC");
  const filled = new Set(files.map((file) => classOf(file.name)));
  const empty = folders.map(classOf).find((folder) => !filled.has(folder));
  if (empty !== undefined && !known)
    throw badData({ file: `${name}/${empty}` }, `the folder of the class "${empty}" holds no pictures`);
  const classes = known ?? [...filled].sort(naturalOrder);
  const places = new Map(classes.map((label, place) => [label.normalize("NFC"), place]));
  const labelled = files.map((file) => {
    const label = places.get(classOf(file.name));
    if (label !== undefined) return { ...file, label };
    throw badData(
      { file: `${name}/${classOf(file.name)}` },
      `expected a folder for one of the classes ${listed(classes, "")}, found "${classOf(file.name)}"`,
    );
  });
  labelled.sort((a, b) => a.label - b.label || naturalOrder(a.name, b.name));
  return { files: labelled, classes };
}

function listed(names: readonly string[], none: string): string {
  const shown = names.slice(0, 12).map((name) => `"${name}"`);
  return shown.length === 0
    ? none
    : shown.join(", ") + (names.length > 12 ? `, … (${names.length} in all)` : "");
}

function ignoredToo(ignored: readonly string[]): string {
  return ignored.length === 0 ? "" : ` (beside ${ignored.length} hidden files, which are ignored)`;
}
