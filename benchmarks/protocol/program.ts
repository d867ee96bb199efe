import type { Replies, Request } from "./messages.ts";

/** A library that runs somewhere else and answers. */
export interface Program {
  /** Rejects with the program's own words, or when it hasn't answered within `milliseconds`. */
  ask<K extends Request["ask"]>(
    request: Extract<Request, { ask: K }>,
    milliseconds?: number,
  ): Promise<Replies[K]>;
  end(): Promise<void>;
}

/** The answer took longer than the table has patience for; the program is of no use any more. */
export class Patience extends Error {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds / 1000} s`);
    this.milliseconds = milliseconds;
  }
}

/** Waits for an answer at most so long. */
export async function within<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Patience(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
