import { type Examples, foldsOf, heldOut, type Split } from "@mebae/data";
import { DataError, MebaeError, UsageError } from "@mebae/tensor";
import type { ExamplesOptions } from "./examplesOf.js";
import { groupFlags } from "./pictureGroups.js";

export interface SplittingOptions
  extends Pick<ExamplesOptions, "target" | "group" | "time" | "groupPattern" | "groupSize" | "groups"> {
  /** The file or folder, as the user named it. */
  readonly file: string;
  readonly seed: number;
}

/**
 * The splits of a cross-validation.
 * @throws UsageError or DataError naming file, column and option: more folds than what is dealt, a class of one
 *   example, numbers to predict that are all the same
 */
export function foldsAsked(examples: Examples, folds: number, options: SplittingOptions): Split[] {
  const splits = explained(examples, options, "--folds: ", () => foldsOf(examples, folds, options.seed));
  refuseConstant(examples, options);
  for (const [i, { train }] of splits.entries())
    refuseConstant(examples, options, { train, which: `fold ${i + 1} learns from` });
  return splits;
}

/** The fifth that is held out. @throws as `foldsAsked` */
export function heldOutAsked(examples: Examples, options: SplittingOptions): Split {
  const split = explained(examples, options, "", () => heldOut(examples, options.seed));
  refuseConstant(examples, options);
  refuseConstant(examples, options, { train: split.train, which: "is learned from" });
  return split;
}

/** @throws DataError where there is nothing to learn, as all the numbers to predict are the same */
export function refuseConstant(
  { task, expected, length }: Examples,
  { file, target }: SplittingOptions,
  part?: { readonly train: ArrayLike<number>; readonly which: string },
): void {
  const rows = part?.train ?? { length };
  const at = (i: number) => expected[part ? part.train[i]! : i];
  if (task !== "regression" || rows.length === 0) return;
  for (let i = 1; i < rows.length; i++) if (at(i) !== at(0)) return;
  const which = part ? `every row that ${part.which}` : "every row";
  throw new DataError(
    `${file}, column "${target}": expected different numbers to predict, found ${Number(at(0)!.toPrecision(7))} in ${which}`,
    { file, column: target },
  );
}

/** What splits refuse, in the words of the command. */
function explained<T>(examples: Examples, options: SplittingOptions, flag: string, split: () => T): T {
  try {
    return split();
  } catch (error) {
    if (!(error instanceof MebaeError)) throw error;
    const { label } = error.details as { readonly label?: unknown };
    if (typeof label === "number") throw single(examples, label, options);
    throw told(error, `${splitPlace(options)}: ${flag}`);
  }
}

/** What a function refuses, with a place instead of the function's name. */
export function told({ message, details }: MebaeError, place: string): UsageError {
  return new UsageError(`${place}${message.replace(/^\w+: /, "")}`, details);
}

/** What tells how the examples are split: a column or an option. */
function splitPlace({ file, group, time, ...options }: SplittingOptions): string {
  const column = group ?? time;
  if (column !== undefined) return `${file}, column "${column}"`;
  const [flag] = groupFlags(options);
  return flag === undefined ? file : `${file}, ${flag}`;
}

function single(examples: Examples, label: number, { file, target }: SplittingOptions): DataError {
  const name = examples.classes?.[label];
  const index = Array.from(examples.expected).indexOf(label);
  const example = examples.describe(index);
  const isRow = example.kind === "row";
  const place = isRow
    ? `${file}, row ${example.row}, column "${target}"`
    : `${file}, image ${example.name ?? index + 1}`;
  return new DataError(
    `${place}: the class "${name}" has this ${isRow ? "row" : "image"} alone, so that it can't be both learned and judged; add others of its class, or leave it out`,
    { file, class: name },
  );
}
