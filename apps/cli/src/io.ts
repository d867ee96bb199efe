/** Where a run of the program reads and writes; tests put their own in. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether standard error is a terminal: only then may a line be rewritten. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export const exitCodes = { done: 0, failed: 1, refused: 2, interrupted: 130, terminated: 143 } as const;
