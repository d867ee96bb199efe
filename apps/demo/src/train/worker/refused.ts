import type { Refusal } from "../report.js";

/** What the page itself can't take, where nothing of the packages says so. */
export class Refused extends Error {
  constructor(readonly why: Refusal) {
    super(why.en);
  }
}

/** What came of `work`, or the page's own refusal of it; other errors stay errors, since only their sentences cross to the page. */
export async function orRefusal<T>(work: () => Promise<T>): Promise<T | { readonly refusal: Refusal }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.why };
    throw error;
  }
}
