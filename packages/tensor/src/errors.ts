/**
 * Every error that Mebae throws on purpose. Callers test `code`, not `instanceof`: two copies of a package
 * in one program have two classes, but the same codes.
 */
export type ErrorCode =
  | "shape"
  | "dtype"
  | "data"
  | "usage"
  | "backend"
  | "memory"
  | "disposed"
  | "gradient"
  | "network"
  | "aborted";

/** What an error is about, in machine-readable form (a shape, a row number, a file name, ...). */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** The base of all of Mebae's errors: one sentence, a code, and details for programs. */
export class MebaeError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Shapes that don't fit together, or an axis that isn't there. */
export class ShapeError extends MebaeError {
  constructor(message: string, details?: ErrorDetails) {
    super("shape", message, details);
  }
}

/** A dtype that an op doesn't take, or two that don't mix. */
export class DtypeError extends MebaeError {
  constructor(message: string, details?: ErrorDetails) {
    super("dtype", message, details);
  }
}

/** Where a wrong piece of data stands. Rows and columns count from 1, a header being row 1. */
export interface DataPlace {
  file?: string;
  row?: number;
  column?: string | number;
}

/** Data that can't be used: the message names file, row and column as far as they are known. */
export class DataError extends MebaeError {
  constructor(message: string, place: DataPlace & ErrorDetails = {}, options?: ErrorOptions) {
    super("data", message, place, options);
  }
}

/** A call that the interface doesn't allow: a missing option, a wrong order of calls. */
export class UsageError extends MebaeError {
  constructor(message: string, details?: ErrorDetails) {
    super("usage", message, details);
  }
}

/** A backend that is missing, that lacks an op, or that two tensors don't share. */
export class BackendError extends MebaeError {
  constructor(message: string, details?: ErrorDetails, options?: ErrorOptions) {
    super("backend", message, details, options);
  }
}

/** A heap that is full. */
export class MemoryError extends MebaeError {
  constructor(message: string, details?: ErrorDetails) {
    super("memory", message, details);
  }
}

/** Use of a tensor after its disposal. */
export class DisposedError extends MebaeError {
  constructor(message: string, details?: ErrorDetails) {
    super("disposed", message, details);
  }
}

/** A gradient that finite differences contradict. */
export class GradientError extends MebaeError {
  constructor(message: string, details?: ErrorDetails) {
    super("gradient", message, details);
  }
}

/** Work that an AbortSignal ended before it was done. Whatever takes a signal ends so; `cause` is the signal's reason. */
export class AbortedError extends MebaeError {
  constructor(message: string, { reason }: Pick<AbortSignal, "reason">, details?: ErrorDetails) {
    super("aborted", message, details, { cause: reason });
  }
}

/** @throws AbortedError with this message once the signal is aborted */
export function throwIfAborted(signal: AbortSignal | undefined, message: string): void {
  if (signal?.aborted) throw new AbortedError(message, signal);
}
