import { classicalLearners } from "@mebae/assess";
import type { Examples } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { Learner } from "@mebae/training";

/** "a, b" as names: "random-forest", "Random Forest" and "random forest" are one. */
export function methodNames(text: string): readonly string[] {
  return text.split(",").map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[-_\s]+/g, " "),
  );
}

/** The classical methods that suit the examples, or those of them that were asked for. @throws UsageError naming one that isn't there */
export function methodsFor(examples: Examples, wanted: readonly string[] | undefined): Learner[] {
  const all = classicalLearners(examples);
  if (!wanted) return all;
  const twice = wanted.find((name, i) => wanted.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`--methods: "${hyphened(twice)}" is named twice`);
  return wanted.map(
    (name) => named(all, name) ?? refuse(`--methods: expected some of ${listed(all)}`, examples, name),
  );
}

/** One classical method. @throws UsageError where there is none of that name */
export function methodFor(examples: Examples, name: string): Learner {
  const all = classicalLearners(examples);
  return named(all, name) ?? refuse(`--method: expected network or one of ${listed(all)}`, examples, name);
}

const hyphened = (name: string) => name.replaceAll(" ", "-");
const listed = (all: readonly Learner[]) => all.map(({ name }) => hyphened(name)).join(", ");
const named = (all: readonly Learner[], wanted: string) =>
  all.find(({ name }) => name.toLowerCase() === wanted);

function refuse(expected: string, { name: data }: Examples, name: string): never {
  const found = name === "" ? "an empty name" : `"${hyphened(name)}"`;
  throw new UsageError(`${expected}, which suit ${data}; found ${found}`);
}
