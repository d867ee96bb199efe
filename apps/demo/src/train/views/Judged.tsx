import { later } from "../../shell/later.js";
import type { JudgedView } from "../report.js";
import { Confusion } from "./Confusion.js";

const Mistakes = later(async () => (await import("./Mistakes.js")).Mistakes);
const Scatter = later(async () => (await import("./Scatter.js")).Scatter);

/** With more classes a table of all pairs is neither read nor drawn quickly. */
const mostClasses = 25;

export interface JudgedProps {
  readonly judged: JudgedView;
  readonly classes: readonly string[];
  /** The column that is predicted, where it is of numbers. */
  readonly target: string;
  readonly rSquared: number | undefined;
}

/** How held-out examples were judged: classes in a table, numbers in a chart. */
export function Judged({ judged, classes, target, rSquared }: JudgedProps) {
  if (judged.kind === "confusion")
    return classes.length > mostClasses ? (
      <Mistakes counts={judged.counts} classes={classes} />
    ) : (
      <Confusion counts={judged.counts} classes={classes} />
    );
  return (
    <Scatter expected={judged.expected} predicted={judged.predicted} target={target} rSquared={rSquared} />
  );
}
