import type { Case } from "../cases/index.ts";
import type { Description } from "../protocol/messages.ts";
import type { Where } from "./programs.ts";
import type { Summary } from "./statistics.ts";

/** One cell: what a contestant did at a case. */
export interface Cell {
  readonly contestant: string;
  readonly time?: Summary;
  /** Why there is no time. */
  readonly absent?: string;
  /** It took longer than this many milliseconds, and was stopped. */
  readonly over?: number;
  /** Peak resident memory of its process, in bytes. */
  readonly memory?: number;
  /** The first losses, or some of the output. */
  readonly values?: readonly number[];
  /** What is wrong with them. */
  readonly mismatch?: string;
}

/** All contestants at one case. */
export interface Row {
  readonly work: Case;
  readonly where: Where;
  readonly threads: number;
  readonly cells: readonly Cell[];
}

export interface Versions {
  readonly [contestant: string]: Description;
}
