/** Text as HTML; names of classes and columns come from files. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => names[character]!);
}

/** A table with a caption that scrolls inside its box; the first cell of each row names it. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const top = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const body = rows.map(([first = "", ...cells]) => {
    const rest = cells.map(cellOf).join("");
    return `<tr><th scope="row">${escapeHtml(first)}</th>${rest}</tr>`;
  });
  return `<div class="scroll" tabindex="0"><table><caption><span>${escapeHtml(caption)}</span></caption><thead><tr>${top}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

/** A figure with its interval may take two lines on a phone; shorter ones aren't parted from their units. */
function cellOf(text: string): string {
  return `<td${text.length > 14 ? ' class="long"' : ""}>${escapeHtml(text)}</td>`;
}

export function section(title: string, content: string): string {
  return content === "" ? "" : `<section><h2>${escapeHtml(title)}</h2>\n${content}\n</section>`;
}
