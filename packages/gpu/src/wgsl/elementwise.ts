import { type Expression, type RowProgram, sizeOf } from "@mebae/tensor/backend";
import type { Dispatch, GpuFacts } from "../kernel.js";
import { expressionText } from "./expression.js";
import { bindLoops, type LoopBuffers } from "./loops.js";
import { ShaderModule } from "./module.js";
import { typeText, type Operand } from "./operand.js";

/** The loop of a program without reductions: each element of every output from the elements of the inputs in its place. */
export function elementwiseDispatch(
  facts: GpuFacts,
  program: RowProgram,
  buffers: LoopBuffers,
  label: string,
): Dispatch {
  const module = new ShaderModule(facts, label);
  const { shape, reads, writes } = program;
  const { inputs, outputs } = bindLoops(module, shape, reads, writes, buffers);
  const { stores } = program.stages[0]!;
  const values = stores.map(({ value }) => value);
  const targets = stores.map(({ target }) => outputs[target]!);
  const size = sizeOf(shape);
  const { statements, values: results } = expressionText(values, (i) => `in${i}`, (text) => module.declare(text));
  const body = (i: string) =>
    `${loads(values, inputs, i)}\n${statements}`;
  if (targets.every(({ type }) => type.packed === 1)) {
    return module.threads(size, (thread) =>
      [body(thread), ...targets.map((out, k) => out.store(thread, results[k]!))].join("\n  "),
    );
  }
  return packedDispatch(module, targets, size, body, results);
}

/** The inputs that the expressions read, each loaded once. */
export function loads(values: readonly Expression[], inputs: readonly Operand[], i: string): string {
  const used = usedInputs(values);
  return inputs.flatMap((from, k) => (used.has(k) ? [`  let in${k} = ${from.at(i)};`] : [])).join("\n");
}

/** Which inputs expressions read. */
export function usedInputs(values: readonly Expression[]): Set<number> {
  const used = new Set<number>();
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "input") used.add(node.index);
    for (const child of Object.values(node))
      if (Array.isArray(child)) child.forEach(visit);
      else if (typeof child === "object" && child !== null && "kind" in child) visit(child as Expression);
  };
  values.forEach(visit);
  return used;
}

/** Where some output is packed an invocation computes four elements, which are a whole word there. */
function packedDispatch(
  module: ShaderModule,
  targets: readonly Operand[],
  size: number,
  body: (i: string) => string,
  results: readonly string[],
): Dispatch {
  const fields = targets.map(({ scalar }, k) => `  e${k}: ${typeText(scalar)},`).join("\n");
  module.declare(`struct Elements {\n${fields}\n}`);
  module.declare(`fn elementsAt(i: u32) -> Elements {\n${body("i")}\n  return Elements(${results.join(", ")});\n}`);
  const packed = targets.flatMap((out, k) => (out.type.packed === 4 ? [{ out, k }] : []));
  const plain = targets.flatMap((out, k) => (out.type.packed === 1 ? [{ out, k }] : []));
  return module.threads(Math.ceil(size / 4), (thread) =>
    `${packed.map(({ k }) => `var word${k} = 0u;`).join(" ")}
  for (var j = 0u; j < 4u; j++) {
    let i = ${thread} * 4u + j;
    if (i >= ${size}u) { break; }
    let e = elementsAt(i);
    ${packed.map(({ out, k }) => `word${k} |= ${out.entryOf(`e.e${k}`)} << (j * 8u);`).join("\n    ")}
    ${plain.map(({ out, k }) => out.store("i", `e.e${k}`)).join("\n    ")}
  }
  ${packed.map(({ out, k }) => `${out.name}[(${out.offset} >> 2u) + ${thread}] = word${k};`).join("\n  ")}`,
  );
}
