import type { PlacedValues } from "../cases/case.ts";

/** What the harness asks of a program; one JSON line in Node, one message in a page. */
export type Request =
  | { readonly ask: "describe" }
  | ({ readonly ask: "prepare" } & Task)
  | { readonly ask: "check" }
  | { readonly ask: "time"; readonly milliseconds: number }
  | { readonly ask: "memory" }
  | { readonly ask: "release" };

/** One case as a program gets it. */
export interface Task {
  readonly kind: "operation" | "step";
  readonly work: string;
  readonly settings: Readonly<Record<string, number | boolean>>;
  /** Where the values are: a path, or an address on the page's server. */
  readonly file: string;
  readonly tensors: readonly PlacedValues[];
  /** Runs a measurement at least; one by default. */
  readonly together?: number | undefined;
}

export interface Description {
  /** "torch 2.5.1". */
  readonly version: string;
  readonly threads: number;
}

/** Of a step: the first five losses, and the parameters that they left as they were. Of an operation: some of its output. */
export interface Checked {
  readonly values: readonly number[];
  readonly unchanged: readonly string[];
}

/** Milliseconds a run, one entry a measurement. */
export interface Timed {
  readonly times: readonly number[];
}

export interface Replies {
  describe: Description;
  prepare: Record<string, never>;
  check: Checked;
  time: Timed;
  memory: { readonly bytes: number };
  release: Record<string, never>;
}

export type Reply<K extends keyof Replies = keyof Replies> = Replies[K] | { readonly error: string };

/** A library behind the protocol. */
export interface Peer {
  describe(): Promise<Description>;
  /** Throws where the library can't do the task, in words for the table. */
  prepare(task: Task, tensors: ReadonlyMap<string, RawTensor>): Promise<Prepared>;
}

export interface RawTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export interface Prepared {
  /** One run. A step gives its loss. */
  run(): number | undefined | Promise<number | undefined>;
  /** An operation's output. */
  output?(): Float32Array | Promise<Float32Array>;
  /** A step's parameters now. */
  parameters?(): ReadonlyMap<string, Float32Array> | Promise<ReadonlyMap<string, Float32Array>>;
  release(): void;
}
