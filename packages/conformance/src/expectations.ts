/**
 * What the reference gave, kept so that the suites of several backends (or of one in several settings) compute it once.
 * Share one between suites of the same cases, functions, reference and seed only.
 */
export class Expectations {
  readonly #found = new Map<string, Promise<unknown>>();

  /** What `compute` gave when it was first asked for under this name. */
  find<T>(name: string, compute: () => Promise<T>): Promise<T> {
    let found = this.#found.get(name) as Promise<T> | undefined;
    if (!found) this.#found.set(name, (found = compute()));
    return found;
  }
}
