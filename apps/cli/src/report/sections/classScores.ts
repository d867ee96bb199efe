import { classificationScores } from "@mebae/training";
import { section, table } from "../html.js";
import type { ClassificationContent } from "./confusion.js";

/** Precision, recall and F1 of each class. */
export function classScoresSection({ classes, confusion }: ClassificationContent): string {
  const scores = classificationScores(confusion);
  const rows = scores.perClass.map(({ precision, recall, f1 }, i) => {
    const examples = confusion[i]!.reduce((sum, count) => sum + count, 0);
    return [
      classes[i]!,
      String(examples),
      ...[precision, recall, f1].map((share) => `${(share * 100).toFixed(1)} %`),
    ];
  });
  return section(
    "Classes",
    table("Of the held-out examples", ["class", "examples", "precision", "recall", "F1"], rows),
  );
}
