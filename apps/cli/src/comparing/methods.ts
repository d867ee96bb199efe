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
  const found = wanted.map((name) => {
    const learner = all.find((each) => each.name.toLowerCase() === name);
    if (learner) return learner;
    const names = all.map((each) => each.name.replaceAll(" ", "-")).join(", ");
    const found = name === "" ? "an empty name" : `"${name.replaceAll(" ", "-")}"`;
    throw new UsageError(
      `--methods: expected some of ${names}, which suit ${examples.name} and are compared with the network; found ${found}`,
    );
  });
  const twice = wanted.find((name, i) => wanted.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`--methods: "${twice.replaceAll(" ", "-")}" is named twice`);
  return found;
}
