import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { bundle } from "../tools/bundle.mjs";

/** Replaces Symbol by one as Safari has it, without `dispose`: that property of the real one can't be deleted. */
const withoutDispose = `{
  const real = Symbol;
  const { dispose, ...known } = Object.getOwnPropertyDescriptors(real);
  globalThis.Symbol = Object.defineProperties((name) => real(name), known);
}`;

const program = `
  import { argMax, memory, Scope, tensor, Variable } from "@mebae/tensor";
  {
    using x = tensor([[3, 5, 4]]);
    using inside = new Scope();
    using kept = new Variable(x, "x");
    // Written with \`using\` itself.
    globalThis.found = inside.run(() => argMax(kept.value)).dataSync().join();
  }
  globalThis.left = memory().tensors;
`;

test.each([
  ["the sources", { built: false }],
  ["what ships", { built: true }],
])(
  "where there is no Symbol.dispose, what was written with `using` ends its tensors: %s",
  async (_, options) => {
    const { text } = await bundle(program, options);
    const host = createContext({ WebAssembly, performance, SharedArrayBuffer: undefined });
    expect(runInContext(`${withoutDispose}\nSymbol.dispose`, host)).toBeUndefined();
    runInContext(text, host);
    expect({ found: host["found"], left: host["left"] }).toEqual({ found: "1", left: 0 });
  },
);
