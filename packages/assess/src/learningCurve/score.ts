/** What learning curves are drawn of: the share of right answers, or R². Its error is 1 - score. */
export type ScoreName = "accuracy" | "r2";
