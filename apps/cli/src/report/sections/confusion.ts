import { escapeHtml, section, table } from "../html.js";

export interface ClassificationContent {
  readonly classes: readonly string[];
  /** Rows are the true classes, columns the predicted ones. */
  readonly confusion: readonly (readonly number[])[];
}

/** Beyond so many classes a matrix can't be read, and the pairs confused most often are told instead. */
const largestMatrix = 20;
const shownPairs = 30;

export function confusionSection(content: ClassificationContent): string {
  const { classes } = content;
  const title = "Confusion of the held-out examples";
  return section(title, classes.length > largestMatrix ? pairs(content) : matrix(content));
}

function matrix({ classes, confusion }: ClassificationContent): string {
  const head = classes.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const rows = confusion.map((counts, i) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, k) => {
      const share = total > 0 ? (count / total).toFixed(3) : "0";
      const kind = i === k ? "right" : "wrong";
      return `<td class="${kind}" style="--share: ${share}; --hit: ${count > 0 ? 1 : 0}">${count === 0 ? "·" : count}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(classes[i]!)}</th>${cells.join("")}</tr>`;
  });
  return `<div class="scroll" tabindex="0"><table class="confusion"><caption>Rows: what it was; columns: what it was taken for</caption>
<thead><tr><th></th>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function pairs({ classes, confusion }: ClassificationContent): string {
  const all = confusion.flatMap((counts, i) =>
    counts.flatMap((count, k) => (i === k || count === 0 ? [] : [{ i, k, count }])),
  );
  const rows = all
    .sort((a, b) => b.count - a.count)
    .slice(0, shownPairs)
    .map(({ i, k, count }) => [classes[i]!, classes[k]!, String(count)]);
  return table("Pairs confused most often", ["was", "taken for", "times"], rows);
}
