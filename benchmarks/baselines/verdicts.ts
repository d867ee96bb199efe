import { type Comparison, classicalLearners, compare } from "@mebae/assess";
import { type Learner, tableRecipe } from "@mebae/training";
import { tableOf } from "./data.ts";
import { tableReferences } from "./reference.ts";

/** The tables of which issue 5 asks that the verdict name the better method. */
const tables = ["glass", "breast_cancer_recurrence"];

/** As `mebae compare FILE --target COLUMN --repeats N` says it: the network is the table recipe; without it, folds are cheap. */
async function comparisonOf(file: string, repeats: number, withNetwork: boolean): Promise<Comparison> {
  const examples = tableOf(tableReferences.find((each) => each.file === file)!);
  const network: Learner = { ...tableRecipe(), name: "network" };
  const learners = [...(withNetwork ? [network] : []), ...classicalLearners(examples)];
  return compare(learners, examples, { repeats, ...(withNetwork && { asked: "network" }) });
}

const points = (value: number) => (100 * value).toFixed(1).replace("-", "−");

function rowsOf({ verdict }: Comparison): string[][] {
  const { best, score, others } = verdict;
  return [
    [best, points(score), "", "", ""],
    ...others.map(({ name, score: own, difference, adjustedPValue }) => [
      ...[
        name,
        points(own),
        `${points(difference.difference)} (${points(difference.low)} to ${points(difference.high)})`,
      ],
      ...[difference.pValue.toPrecision(2), adjustedPValue.toPrecision(2)],
    ]),
  ];
}

/** Verdicts with the network over three repeats, and of the classical methods over ten. */
export async function verdicts(markdown: (head: string[], rows: string[][]) => string): Promise<string> {
  const parts: string[] = [];
  for (const file of tables)
    for (const withNetwork of [true, false]) {
      const repeats = withNetwork ? 3 : 10;
      const comparison = await comparisonOf(file, repeats, withNetwork);
      const head = ["method", "accuracy %", "behind the best (95 %)", "p, this pair", "p by Holm"];
      const title = `### ${file}, ${withNetwork ? "with the network" : "without it"}, ${repeats} × 5 folds`;
      parts.push(`${title}\n\n> ${comparison.verdict.sentence}\n\n${markdown(head, rowsOf(comparison))}`);
      process.stderr.write(`${title}\n${comparison.verdict.sentence}\n`);
    }
  return parts.join("\n\n");
}
