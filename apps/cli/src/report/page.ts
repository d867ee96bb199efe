import { escapeHtml } from "./html.js";
import { style } from "./style.js";

/** A page that needs nothing but itself: no script, no other file. Facts come first, as rows of a table. */
export function renderPage(
  title: string,
  facts: readonly (readonly [name: string, value: string])[],
  parts: readonly string[],
): string {
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<div class="scroll" tabindex="0"><table class="facts"><tbody>${rows.join("\n")}</tbody></table></div>
${parts.join("\n")}
</main>
</body>
</html>
`;
}
