import type { Backend, Program } from "../backend.js";
import { currentBackend } from "../current.js";
import { type Leaf, matchAll, type Pattern } from "./arguments.js";
import { Bindings } from "./bindings.js";
import { lowerTrace } from "./lowerTrace.js";
import { fill, type Template } from "./results.js";
import { simplify } from "./simplify/simplify.js";
import { Trace } from "./trace.js";
import { traceFunction } from "./traceFunction.js";

/** The code of a compiled function for arguments of one pattern. */
export class Entry {
  readonly #backend: Backend;
  readonly #ambient = currentBackend();
  readonly #program: Program;
  readonly #template: Template;
  readonly #bindings: Bindings;
  readonly #leaves: Leaf[];

  /** Traces `fn` for arguments of these patterns, of which `leaves` are an example. */
  constructor(
    fn: (...args: never[]) => unknown,
    readonly patterns: readonly Pattern[],
    leaves: readonly Leaf[],
  ) {
    // Not `using`: what it is compiled to takes 0.2 KB of a bundle.
    const trace = new Trace();
    try {
      const traced = traceFunction(trace, fn, patterns, leaves);
      const lowered = lowerTrace(...simplify(trace.nodes, traced.results, traced.states));
      this.#backend = trace.backend.real;
      this.#program = this.#backend.prepare(lowered.graph);
      this.#template = traced.template;
      this.#bindings = new Bindings(this.#backend, lowered, leaves);
      this.#leaves = [...leaves];
    } finally {
      trace[Symbol.dispose]();
    }
  }

  /** Whether it is for such arguments; what changes in them is kept for `run`. */
  takes(args: readonly unknown[]): boolean {
    return matchAll(this.patterns, args, this.#leaves, 0) >= 0 && currentBackend() === this.#ambient;
  }

  /** Runs on the arguments that it took last. */
  run(): unknown {
    const bindings = this.#bindings;
    bindings.bind(this.#leaves);
    try {
      this.#backend.run(this.#program, bindings.inputs, bindings.outputs);
    } catch (error) {
      bindings.rollBack();
      throw error;
    }
    return fill(this.#template, bindings.commit());
  }

  dispose(): void {
    this.#bindings.dispose();
  }
}
