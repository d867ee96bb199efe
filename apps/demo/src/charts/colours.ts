import { theme } from "../state/theme.js";

/** The style sheet's colours for drawing on a canvas, which knows no style sheet. Read inside a render or an effect. */
export function colours() {
  // Read so that whoever draws draws again when the theme changes.
  void theme.value;
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of("ink"),
    soft: of("soft"),
    line: of("line"),
    ground: of("ground"),
    raised: of("raised"),
    /** Told apart by people who confuse red and green too (Okabe and Ito 2008, darker or lighter by theme). */
    series: Array.from({ length: 8 }, (_, i) => of(`series-${i + 1}`)),
  };
}
