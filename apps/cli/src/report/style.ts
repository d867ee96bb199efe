/** The look of the report, by day and by night, on a phone and on a desk. */
export const style = `
:root { color-scheme: light dark; --first: light-dark(#2a6f4e, #7fd1a6); --second: light-dark(#b3541e, #f0a36b); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: light-dark(#fff, #16191b); color: light-dark(#1c1f21, #e6e8ea); }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h2 { margin: 2rem 0 0.5rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 0.4rem; opacity: 0.8; }
caption span { display: block; position: sticky; left: 0; max-width: calc(100vw - 2rem); }
th, td { padding: 0.2rem 0.6rem; text-align: right; white-space: nowrap; }
.facts td { white-space: normal; }
th { font-weight: 600; }
th[scope="col"] { white-space: normal; }
th:first-child { text-align: left; }
th[scope="row"], .facts td { text-align: left; }
tbody tr { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
/* A shadow at the side where more of a wide table is. */
.scroll { --page: light-dark(#fff, #16191b); --shade: light-dark(#0003, #fff3); overflow-x: auto; background:
  linear-gradient(to right, var(--page) 30%, transparent) left / 2rem 100% no-repeat local,
  linear-gradient(to left, var(--page) 30%, transparent) right / 2rem 100% no-repeat local,
  linear-gradient(to right, var(--shade), transparent) left / 0.6rem 100% no-repeat scroll,
  linear-gradient(to left, var(--shade), transparent) right / 0.6rem 100% no-repeat scroll; }
svg { display: block; max-width: 100%; height: auto; background: none; }
.confusion td { background: color-mix(in srgb, var(--first) calc(var(--share) * 55%), transparent); }
.confusion td.wrong { background: color-mix(in srgb, var(--second) calc(var(--hit) * 12% + var(--share) * 88%), transparent); }
.confusion td, .confusion thead th { min-width: 1.6em; text-align: center; }
.legend { margin: 0; font-size: 0.85rem; }
.legend span { display: inline-block; margin-right: 0.8em; }
.legend span::before { content: ""; display: inline-block; width: 1.2em; height: 3px; margin: 0 0.4em 0.25em 0; }
.legend .first::before { background: var(--first); }
.legend .second::before { background: var(--second); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem 2rem; }
.charts h3 { margin: 0.5rem 0; font-size: 1rem; }
.charts svg { width: 100%; }
.narrow svg { max-width: 34rem; width: 100%; }
.note { margin: 0.3rem 0; font-size: 0.9rem; opacity: 0.8; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: 1rem; }
figure { margin: 0; }
img { width: 100%; image-rendering: pixelated; border-radius: 4px; }
img.sheet { width: auto; max-width: 100%; border-radius: 0; margin-bottom: 1rem; }
@media (max-width: 30rem) {
  th, td { padding: 0.2rem 0.25rem; font-size: 0.8rem; }
  th[scope="row"], td.long { white-space: normal; }
}
figcaption { font-size: 0.85rem; line-height: 1.3; overflow-wrap: anywhere; }
`;
