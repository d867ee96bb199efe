import {
  type Dataset,
  groupsByPattern,
  groupsFromTable,
  groupsInARow,
  type OpenedData,
  openData,
} from "@mebae/data";
import { readFileBytes } from "@mebae/data/node";
import { UsageError } from "@mebae/tensor";

/** What tells which pictures belong together; one of them at most. */
export interface PictureGroupOptions {
  readonly groupPattern?: RegExp | undefined;
  readonly groupSize?: number | undefined;
  /** A table with the columns file and group. */
  readonly groups?: string | undefined;
}

const flags = { groupPattern: "--group-pattern", groupSize: "--group-size", groups: "--groups" } as const;

/** The flags that were given. */
export function groupFlags(options: PictureGroupOptions): string[] {
  return (Object.keys(flags) as (keyof typeof flags)[])
    .filter((name) => options[name] !== undefined)
    .map((name) => flags[name]);
}

/** The group of each picture, where one of the options tells it. @throws UsageError where two do; as the functions of @mebae/data */
export async function pictureGroups(
  dataset: Dataset,
  options: PictureGroupOptions,
): Promise<string[] | undefined> {
  const given = groupFlags(options);
  if (given.length > 1)
    throw new UsageError(
      `${given.join(" and ")} exclude each other: each tells which pictures belong together`,
    );
  const { groupPattern, groupSize, groups } = options;
  if (groupPattern !== undefined) return groupsByPattern(dataset, groupPattern);
  if (groupSize !== undefined) return groupsInARow(dataset, groupSize);
  return groups === undefined ? undefined : groupsFromTable(dataset, await tableAt(groups));
}

async function tableAt(path: string) {
  const data: OpenedData = await openData({ name: path, bytes: await readFileBytes(path) });
  if (data.kind === "table") return data.table;
  throw new UsageError(`--groups: expected a CSV with the columns file and group, found images in ${path}`);
}
