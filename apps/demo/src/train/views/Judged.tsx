import type { JudgedView } from "../report.js";
import { Confusion } from "./Confusion.js";
import { Scatter } from "./Scatter.js";

export interface JudgedProps {
  readonly judged: JudgedView;
  readonly classes: readonly string[];
  readonly rSquared: number | undefined;
  /** Whether the network never learned from the examples. */
  readonly areHeldOut: boolean;
}

/** How examples were judged: classes in a table, numbers in a chart. */
export function Judged({ judged, classes, rSquared, areHeldOut }: JudgedProps) {
  if (judged.kind === "confusion")
    return <Confusion counts={judged.counts} classes={classes} areHeldOut={areHeldOut} />;
  return (
    <Scatter
      expected={judged.expected}
      predicted={judged.predicted}
      rSquared={rSquared}
      areHeldOut={areHeldOut}
    />
  );
}
