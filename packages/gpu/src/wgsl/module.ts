import { contiguousStrides, type DType, sizeOf, type ValueSpec } from "@mebae/tensor/backend";
import type { BufferUse, Dispatch, GpuFacts } from "../kernel.js";
import { byteAt, Operand } from "./operand.js";

/** Workgroups that a dispatch has side by side at most; more are laid out in rows, of which the last may go too far. */
export const mostAcross = 65535;

/** Invocations of a workgroup where nothing else decides. */
const usualSize = 64;

/** What tells an invocation its number where those of a subgroup are neighbours. */
const numberedBySubgroups = {
  parameters: `  @builtin(subgroup_id) subgroupNumber: u32,
  @builtin(subgroup_size) subgroupSize: u32,
  @builtin(subgroup_invocation_id) subgroupInvocation: u32,`,
  statement: "let local = subgroupNumber * subgroupSize + subgroupInvocation;\n  ",
};

/**
 * A shader under construction: its bindings, its declarations and its entry point. After the buffers comes a uniform
 * `call`: its first word is 0, which no compiler can know, then comes the offset of each buffer in elements, and then the
 * number of invocations, so that loops over more or fewer elements are one shader.
 */
export class ShaderModule {
  readonly #uses: BufferUse[] = [];
  /** Name and element type of each use's array in the code. */
  readonly #arrays: { readonly name: string; readonly stored: string }[] = [];
  readonly #declarations = new Set<string>();
  #hasSubgroups = false;

  constructor(
    readonly facts: GpuFacts,
    readonly label: string,
  ) {}

  /** The kernel's input `index`, read only. */
  input(index: number, spec: ValueSpec): Operand {
    return this.#bind({ kind: "input", index, writes: false }, spec);
  }

  /** The kernel's output, contiguous; fused kernels have several. */
  output(spec: ValueSpec, index = 0): Operand {
    return this.#bind({ kind: "output", index, writes: true }, spec);
  }

  /** The kernel's output as an earlier dispatch wrote it, read only. */
  readOutput(spec: ValueSpec, index = 0): Operand {
    return this.#bind({ kind: "output", index, writes: false }, spec);
  }

  /** Another value in the buffer of an operand: elements of one width, read or written in other places or at other times. */
  sharing(other: Operand, spec: ValueSpec): Operand {
    return new Operand(other.name, spec, other.offset, other.storedAs);
  }

  /** A scratch buffer of `length` elements, none of them packed. */
  scratch(index: number, dtype: DType, length: number, writes: boolean): Operand {
    const shape = [length];
    return this.#bind(
      { kind: "scratch", index, writes },
      { dtype, shape, strides: contiguousStrides(shape) },
    );
  }

  /** A scratch buffer of u32 words that invocations change atomically: the name of its array. */
  atomics(index: number): string {
    const name = `buffer${this.#uses.length}`;
    this.#uses.push({ kind: "scratch", index, writes: true });
    this.#arrays.push({ name, stored: "atomic<u32>" });
    return name;
  }

  /** Gives the code `refuse(place: u32)`, which notes that the element with that row-major number can't be. */
  refusals(): void {
    this.#uses.push({ kind: "refusals", index: 0, writes: true });
    this.#arrays.push({ name: "refusals", stored: "atomic<u32>" });
    this.declare("fn refuse(place: u32) {\n  atomicMin(&refusals[0], place);\n}");
  }

  /**
   * Numbers the invocations so that neighbours share a subgroup, and gives the code `subgroupInvocation`, the number within it.
   * (`local_invocation_index` alone tells nothing of that. Subgroups are full: workgroups are multiples of 64 invocations, and a
   * larger one has such a workgroup to itself.)
   */
  numberBySubgroups(): void {
    this.#hasSubgroups = true;
  }

  /** A function, a structure or workgroup memory; equal texts stand once. */
  declare(text: string): void {
    this.#declarations.add(text);
  }

  /** A u32 that is 0 and that no compiler can know to be. */
  get zero(): string {
    return "call[0].x";
  }

  /** The number of invocations that have something to do, a u32; asked for once all buffers are bound. */
  get invocations(): string {
    return this.#word(this.#uses.length + 1);
  }

  /**
   * The dispatch in which each element of `out` is computed by itself. `body` gives statements and an expression for the
   * element whose row-major number is its argument, and where it gives a condition, other elements stay as they are.
   */
  elements(
    out: Operand,
    body: (i: string) => { statements?: string; value: string; where?: string },
  ): Dispatch {
    const { type, spec } = out;
    const size = sizeOf(spec.shape);
    const { statements = "", value, where } = body("i");
    this.declare(`fn element(i: u32) -> ${type.value} {\n${statements}\n  return ${value};\n}`);
    if (where) this.declare(`fn isWritten(i: u32) -> bool {\n  return ${where};\n}`);
    if (type.packed === 1) {
      const store = (thread: string) => out.store(thread, `element(${thread})`);
      return this.threads(size, (i) => (where ? `if (isWritten(${i})) { ${store(i)} }` : store(i)));
    }
    // A word may hold bytes before the first element and after the last: nobody else's, and they become 0.
    const words = Math.floor(size / 4) + 2;
    return this.threads(words, (thread) => {
      const stored = `${out.name}[(${out.offset} >> 2u) + ${thread}]`;
      const byte = `word |= ${out.entryOf("element(i)")} << (k * 8u);`;
      const kept = `word |= old & (255u << (k * 8u));`;
      return `let first = ${out.offset} & 3u;
  if (${thread} * 4u >= ${size}u + first) { return; }
  var word = 0u;${where ? `\n  let old = ${stored};` : ""}
  for (var k = 0u; k < 4u; k++) {
    let i = ${thread} * 4u + k - first;
    if (i < ${size}u) { ${where ? `if (isWritten(i)) { ${byte} } else { ${kept} }` : byte} }
  }
  ${stored} = word;`;
    });
  }

  /** A dispatch of `count` invocations that each do `body`, which gets the expression of the invocation's number. */
  threads(count: number, body: (thread: string) => string): Dispatch {
    const text = body("thread");
    return this.workgroups(
      Math.ceil(count / usualSize),
      usualSize,
      `let thread = workgroupNumber * ${usualSize}u + local;\n  if (thread >= ${this.invocations}) { return; }\n  ${text}`,
      count,
    );
  }

  /**
   * A dispatch of workgroups of `size` invocations. The code sees `workgroupNumber` and `local`, the invocation's number
   * in its workgroup, both u32; all invocations of a workgroup run or none does.
   * @param invocations What `invocations` is when it runs: the code itself leaves off what lies beyond.
   */
  workgroups(count: number, size: number, body: string, invocations?: number): Dispatch {
    const isGuarded = invocations !== undefined || count <= mostAcross;
    const code = this.#code(
      size,
      isGuarded ? body : `if (workgroupNumber >= ${count}u) { return; }\n  ${body}`,
    );
    const dispatch = { label: this.label, code, buffers: this.#uses, workgroups: count };
    return invocations === undefined ? dispatch : { ...dispatch, invocations };
  }

  /** A word of the uniform. */
  #word(number: number): string {
    return `call[${number >> 2}].${"xyzw"[number & 3]}`;
  }

  #bind(use: BufferUse, spec: ValueSpec): Operand {
    const offset = use.kind === "scratch" ? "0u" : this.#word(this.#uses.length + 1);
    const operand = new Operand(`buffer${this.#uses.length}`, spec, offset);
    this.#uses.push(use);
    this.#arrays.push({ name: operand.name, stored: operand.type.stored });
    if (operand.type.packed === 4) this.declare(byteAt);
    return operand;
  }

  #code(size: number, body: string): string {
    const lines: string[] = [];
    if (this.#hasSubgroups) lines.push("enable subgroups;");
    if (this.#arrays.some(({ stored }) => stored === "f16")) lines.push("enable f16;");
    this.#uses.forEach(({ writes }, binding) => {
      const access = writes ? "read_write" : "read";
      const { name, stored } = this.#arrays[binding]!;
      lines.push(`@group(0) @binding(${binding}) var<storage, ${access}> ${name}: array<${stored}>;`);
    });
    // A binding that the code doesn't use isn't in the layout that WebGPU derives from it.
    const isCalled = [body, ...this.#declarations].some((text) => text.includes("call["));
    const words = Math.ceil((this.#uses.length + 2) / 4);
    lines.push(`@group(0) @binding(${this.#uses.length}) var<uniform> call: array<vec4<u32>, ${words}>;`);
    lines.push(...this.#declarations);
    lines.push(`@compute @workgroup_size(${size})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
${this.#hasSubgroups ? numberedBySubgroups.parameters : "  @builtin(local_invocation_index) local: u32,"}
) {
  let workgroupNumber = group.x + group.y * groups.x;
  ${isCalled ? "" : "_ = call[0].x;\n  "}${this.#hasSubgroups ? numberedBySubgroups.statement : ""}${body}
}
`);
    return lines.join("\n");
  }
}
