import type { EpochRecord } from "@mebae/training";
import { lossChart, metricChart } from "./chart.js";

export interface ReportContent {
  readonly title: string;
  /** Facts of data, network and result, as rows of a table. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly history: readonly EpochRecord[];
  readonly metric: string;
  readonly classes: readonly string[];
  /** Rows are the true classes, columns the predicted ones. */
  readonly confusion: readonly (readonly number[])[];
}

const style = `
:root { color-scheme: light dark; --first: light-dark(#2a6f4e, #7fd1a6); --second: light-dark(#b3541e, #f0a36b); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { padding: 0.2rem 0.6rem; text-align: right; }
th { font-weight: 600; } .facts th, .facts td { text-align: left; }
.scroll { overflow-x: auto; } svg { max-width: 100%; height: auto; background: none; }
.confusion td { background: color-mix(in srgb, var(--first) calc(var(--share) * 70%), transparent); }
.confusion td.wrong { background: color-mix(in srgb, var(--second) calc(var(--share) * 100%), transparent); }
`;

export function escapeHtml(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => names[character]!);
}

function confusionTable({ classes, confusion }: ReportContent): string {
  const head = classes.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const rows = confusion.map((counts, i) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, k) => {
      const share = total > 0 ? (count / total).toFixed(3) : "0";
      return `<td class="${i === k ? "right" : "wrong"}" style="--share: ${share}">${count}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(classes[i]!)}</th>${cells.join("")}</tr>`;
  });
  return `<table class="confusion"><thead><tr><th>true \\ predicted</th>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

/** A page that needs nothing but itself: curves, confusion matrix, facts. */
export function renderReport(content: ReportContent): string {
  const facts = content.facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(content.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(content.title)}</h1>
<table class="facts"><tbody>${facts.join("\n")}</tbody></table>
<h2>Loss</h2>
${lossChart(content.history)}
<h2>${escapeHtml(content.metric)}</h2>
${metricChart(content.history, content.metric)}
<h2>Confusion matrix of the held-out examples</h2>
<div class="scroll">${confusionTable(content)}</div>
</body>
</html>
`;
}
