import { escapeHtml, section, table } from "../html.js";
import { pictureUrl } from "../pictureUrl.js";
import type { WorstMistake } from "../worst.js";

/** Pictures with what they were taken for, or rows of a table. */
export function mistakesSection(mistakes: readonly WorstMistake[], isNumber: boolean): string {
  if (mistakes.length === 0)
    return isNumber ? "" : section("Worst mistakes", "<p>None: every example was right.</p>");
  const first = mistakes[0]!.example;
  return section(
    isNumber ? "Largest errors" : "Worst mistakes",
    first.kind === "image" ? pictures(mistakes) : rows(mistakes, isNumber),
  );
}

function pictures(mistakes: readonly WorstMistake[]): string {
  const figures = mistakes.map(({ example, expected, predicted, weight }) => {
    const words = `${expected}, taken for ${predicted}`;
    const name =
      example.kind === "image" && example.name ? `<br><small>${escapeHtml(example.name)}</small>` : "";
    const caption = `<b>${escapeHtml(expected)}</b><br>taken for ${escapeHtml(predicted)}<br>${(weight * 100).toFixed(0)} % sure${name}`;
    return `<figure><img src="${pictureUrl(example)}" alt="${escapeHtml(words)}"><figcaption>${caption}</figcaption></figure>`;
  });
  return `<p>Wrong, and surest of it, first.</p><div class="pictures">${figures.join("\n")}</div>`;
}

function rows(mistakes: readonly WorstMistake[], isNumber: boolean): string {
  const names = mistakes[0]!.example.kind === "row" ? mistakes[0]!.example.values.map(([name]) => name) : [];
  const body = mistakes.map(({ example, expected, predicted, weight }) => {
    if (example.kind !== "row") return [];
    const share = isNumber ? weight.toPrecision(4) : `${(weight * 100).toFixed(0)} %`;
    return [String(example.row), expected, predicted, share, ...example.values.map(([, value]) => value)];
  });
  const head = ["line", "true", "predicted", isNumber ? "error" : "sure", ...names];
  return table(
    isNumber ? "Furthest off first; line counts from 1 with the header" : "Wrong, and surest of it, first",
    head,
    body,
  );
}
