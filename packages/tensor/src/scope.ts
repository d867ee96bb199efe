import "./disposal.js";
import { UsageError } from "./errors.js";

/** What a scope can own. */
export interface Owned extends Disposable {
  dispose(): void;
  /** Called when the tensor passes out of its last scope: from here its holder, or the finalizer, frees it. */
  leaveScopes(): void;
  /** Called when another scope takes it over. */
  enterScope(scope: Scope): void;
}

const stack: Scope[] = [];

/**
 * Owns the tensors that are made while `run` runs, and frees them at its end. `using s = new Scope()` with
 * several `s.run(...)` collects several synchronous stretches with awaits between them.
 */
export class Scope implements Disposable {
  readonly #owned = new Set<Owned>();

  /** Runs `fn`, which must not be async, collecting what it makes; what it returns stays in this scope too. */
  run<T>(fn: () => T): T {
    stack.push(this);
    try {
      return refusePromise(fn());
    } finally {
      stack.pop();
    }
  }

  /** Takes a tensor out of this scope, to live on in the scope around, or until it is disposed. */
  keep<T>(value: T): T {
    for (const tensor of tensorsIn(value)) {
      if (!this.#owned.delete(tensor)) continue;
      const outer = stack.at(-1);
      if (outer && outer !== this) {
        outer.add(tensor);
        tensor.enterScope(outer);
      } else tensor.leaveScopes();
    }
    return value;
  }

  add(tensor: Owned): void {
    this.#owned.add(tensor);
  }

  forget(tensor: Owned): void {
    this.#owned.delete(tensor);
  }

  [Symbol.dispose](): void {
    for (const tensor of this.#owned) tensor.dispose();
    this.#owned.clear();
  }
}

/** The scope that owns what is made now, if any. */
export function currentScope(): Scope | undefined {
  return stack.at(-1);
}

/** Runs `fn` outside all scopes: what it makes belongs to its holder. */
export function withoutScope<T>(fn: () => T): T {
  const kept = stack.splice(0);
  try {
    return fn();
  } finally {
    stack.push(...kept);
  }
}

/**
 * Runs `fn` and frees every tensor made in it but those that it returns (a tensor, or tensors in arrays and
 * plain objects). Throws on a promise: what an async function makes after its first await isn't seen.
 */
export function scope<T>(fn: () => T): T {
  const inner = new Scope();
  try {
    return inner.keep(inner.run(fn));
  } finally {
    inner[Symbol.dispose]();
  }
}

function refusePromise<T>(value: T): T {
  if (value instanceof Promise) {
    value.catch(() => undefined);
    throw new UsageError(
      "scope: the function returned a promise; use `using s = new Scope()` and s.run(...) between awaits",
    );
  }
  return value;
}

/** The owned things in a value, looking into arrays and plain objects. */
export function* tensorsIn(value: unknown): Generator<Owned> {
  if (typeof value !== "object" || value === null) return;
  if ("leaveScopes" in value) yield value as Owned;
  else if (Array.isArray(value)) for (const item of value) yield* tensorsIn(item);
  else if (isPlainObject(value)) for (const item of Object.values(value)) yield* tensorsIn(item);
}

/** @internal Whether a value is an object without a class: tensors are looked for in it. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
