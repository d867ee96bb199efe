import { type Expression, type RowProgram, sizeOf } from "@mebae/tensor/backend";
import type { Dispatch, GpuFacts } from "../kernel.js";
import { expressionText } from "./expression.js";
import { range } from "./indexing.js";
import { bindLoops, type LoopBuffers } from "./loops.js";
import { ShaderModule } from "./module.js";
import type { Operand } from "./operand.js";

/** Invocations of a workgroup where outputs are packed; a multiple of 4. */
const packedSize = 64;

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
  const { statements, values: results } = expressionText(
    values,
    (i) => `in${i}`,
    (text) => module.declare(text),
  );
  const body = (i: string) => `${loads(values, inputs, i)}\n${statements}`;
  if (targets.every(({ type }) => type.packed === 1)) {
    return module.threads(size, (thread) =>
      [body(thread), ...targets.map((out, k) => out.store(thread, results[k]!))].join("\n  "),
    );
  }
  return packedDispatch(module, targets, size, body, results);
}

/** The inputs that the expressions read, each loaded once. */
export function loads(
  values: readonly Expression[],
  inputs: readonly (Operand | undefined)[],
  i: string,
): string {
  const used = usedInputs(values);
  return inputs.flatMap((from, k) => (used.has(k) ? [`  let in${k} = ${from!.at(i)};`] : [])).join("\n");
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

/**
 * Where some output is packed, the bytes of four neighbours meet, and every fourth invocation writes a word: by shuffles where
 * there are subgroups, else in workgroup memory. (A loop over a word's elements in one invocation is what compilers unroll, and
 * LLVM takes minutes to where there is much in it.)
 */
function packedDispatch(
  module: ShaderModule,
  targets: readonly Operand[],
  size: number,
  body: (i: string) => string,
  results: readonly string[],
): Dispatch {
  const noted: string[] = [];
  const written: string[] = [];
  const meeting = module.facts.subgroupSize >= 4 ? shuffledBytes(module) : bytesInMemory(module);
  targets.forEach((out, k) => {
    if (out.type.packed === 1) return noted.push(out.store("i", results[k]!));
    const { note, word } = meeting.output(k, out.entryOf(results[k]!));
    noted.push(note);
    return written.push(`${out.name}[(${out.offset} >> 2u) + (i >> 2u)] = ${word};`);
  });
  // Bytes past the last element stay 0.
  return module.workgroups(
    Math.ceil(size / packedSize),
    packedSize,
    `let i = workgroupNumber * ${packedSize}u + local;
  ${meeting.begin()}if (i < ${module.invocations}) {
${body("i")}
    ${noted.join("\n    ")}
  }
  ${meeting.meet()}
  if ((local & 3u) == 0u && i < ${module.invocations}) {
    ${written.join("\n    ")}
  }`,
    size,
  );
}

/** How four invocations' bytes become a word, as texts. */
interface Meeting {
  /** Of an output: the statement that notes a byte, and the word that every fourth invocation finds. */
  output(k: number, byte: string): { readonly note: string; readonly word: string };
  /** What stands before the bytes, and between them and the words. */
  begin(): string;
  meet(): string;
}

function bytesInMemory(module: ShaderModule): Meeting {
  return {
    output: (k, byte) => {
      module.declare(`var<workgroup> bytes${k}: array<u32, ${packedSize}>;`);
      const word = range(4).map((j) => `(bytes${k}[local + ${j}u] << ${8 * j}u)`);
      return { note: `bytes${k}[local] = ${byte};`, word: word.join(" | ") };
    },
    begin: () => "",
    meet: () => "workgroupBarrier();",
  };
}

/** The least subgroup holds four neighbours, and any other several times four. */
function shuffledBytes(module: ShaderModule): Meeting {
  const words: string[] = [];
  module.numberBySubgroups();
  return {
    output: (k, byte) => {
      words.push(`word${k}`);
      return { note: `word${k} = ${byte} << ((local & 3u) * 8u);`, word: `word${k}` };
    },
    begin: () => words.map((word) => `var ${word} = 0u;\n  `).join(""),
    meet: () =>
      words
        .flatMap((word) => [1, 2].map((step) => `${word} |= subgroupShuffleXor(${word}, ${step}u);`))
        .join("\n  "),
  };
}
