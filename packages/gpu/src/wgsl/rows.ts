import type { Expression, Reduction, RowProgram, Stage, Store } from "@mebae/tensor/backend";
import type { Dispatch } from "../kernel.js";
import { usedInputs } from "./elementwise.js";
import { type ExpressionText, expressionText } from "./expression.js";
import { addressOf } from "./indexing.js";
import { laneTree } from "./laneTree.js";
import type { BoundLoops } from "./loops.js";
import type { ShaderModule } from "./module.js";
import { type Operand, typeText } from "./operand.js";
import { type RowLayout, rowInvocations as size } from "./rowLayout.js";
import { constantText } from "./scalars.js";

/** Where the accumulators of parts of rows lie between two dispatches. */
export interface PartialTotals {
  /** The value at an address. */
  load(address: string): string;
  /** A statement that writes it. */
  store(address: string, value: string): string;
}

/** Writes the text of a row kernel, whose operands are bound. */
export class RowShader {
  readonly #lines: string[] = [];
  /** Names of the accumulators of earlier stages. */
  readonly #totals: string[] = [];
  #walks = 0;

  constructor(
    readonly module: ShaderModule,
    readonly program: RowProgram,
    readonly bound: BoundLoops,
    readonly layout: RowLayout,
    /** Workgroups of the same rows: each walks along a part of them, whose number the code names `partNumber`. */
    readonly parts = 1,
  ) {}

  dispatch(): Dispatch {
    this.#begin();
    for (const stage of this.program.stages) this.#walk(stage);
    this.#results(this.program.results);
    return this.#end();
  }

  /** The dispatch that leaves each accumulator of the only stage in a scratch buffer, one for each row and part. */
  partials(scratch: readonly PartialTotals[]): Dispatch {
    this.#begin();
    this.#walk(this.program.stages[0]!);
    const stores = scratch.map((to, k) => to.store(`row * ${this.parts}u + partNumber`, this.#totals[k]!));
    this.#lines.push(`if (lane == 0u && inside) { ${stores.join(" ")} }`);
    return this.#end();
  }

  /** The dispatch that combines the accumulators of a row's parts, in a fixed order, and writes the results. */
  combined(scratch: readonly PartialTotals[]): Dispatch {
    const { reductions } = this.program.stages[0]!;
    const { length, lanes } = this.layout;
    this.#begin();
    this.#accumulators(reductions);
    this.#lines.push(`for (var e = lane; ${this.#guard}e < ${length}u; e += ${lanes}u) {`);
    reductions.forEach(({ combine }, k) => {
      const part = `part${k}`;
      this.#lines.push(`let ${part} = ${scratch[k]!.load(`row * ${length}u + e`)};`);
      this.#lines.push(this.#accumulate(combine, `acc${k}`, part, `c${k}_`));
    });
    this.#lines.push("}");
    this.#totalsOf(0);
    this.#results(this.program.results);
    return this.#end();
  }

  #end(): Dispatch {
    const { rows, together } = this.layout;
    const groups = Math.ceil(rows / together) * this.parts;
    return this.module.workgroups(groups, size, this.#lines.join("\n  "));
  }

  #begin(): void {
    const { rows, lanes, together, along } = this.layout;
    const [lane, sub] = along
      ? [`local % ${lanes}u`, `local / ${lanes}u`]
      : [`local / ${together}u`, `local % ${together}u`];
    const group = this.parts === 1 ? "workgroupNumber" : `(workgroupNumber / ${this.parts}u)`;
    if (this.parts > 1) this.#lines.push(`let partNumber = workgroupNumber % ${this.parts}u;`);
    this.#lines.push(
      `let lane = ${lane};`,
      `let sub = ${sub};`,
      `let inside = ${group} * ${together}u + sub < ${rows}u;`,
      // All invocations meet at the barriers; those past the last row walk along none, and store nothing.
      `let row = min(${group} * ${together}u + sub, ${rows - 1}u);`,
    );
  }

  #accumulators(reductions: readonly Reduction[]): void {
    reductions.forEach(({ accumulator, initial }, k) => {
      const name = `acc${this.#totals.length + k}`;
      this.#lines.push(`var ${name}: ${typeText(accumulator)} = ${constantText(initial, accumulator)};`);
    });
  }

  /** What the lanes' accumulators make together. All lanes know it where another stage follows; else the first one does. */
  #totalsOf(stage: number): void {
    const { reductions } = this.program.stages[stage]!;
    const first = this.#totals.length;
    const names = reductions.map((_, k) => `acc${first + k}`);
    const text = laneTree(this.module, {
      layout: { ...this.layout, lane: "lane", row: "sub" },
      values: reductions.map(({ accumulator }, k) => ({ name: names[k]!, type: typeText(accumulator) })),
      combine: (a, b, prefix) => {
        const texts = reductions.map(({ combine }, k) =>
          this.#combined(combine, a[k]!, b[k]!, `${prefix}${k}_`),
        );
        return {
          statements: texts.map(({ statements }) => statements).join("\n"),
          values: texts.map(({ values }) => values[0]!),
        };
      },
      everywhere: stage < this.program.stages.length - 1,
      prefix: `tree${stage}_`,
      memory: stage % 2 === 0 ? 0 : 1,
    });
    if (reductions.length > 0 && text) this.#lines.push(text);
    this.#totals.push(...names);
  }

  /** What keeps invocations past the last row from walking: what a walk wrote, later ones read without a barrier in between. */
  get #guard(): string {
    const { rows, together } = this.layout;
    return rows % together === 0 ? "" : "inside && ";
  }

  /** From where to where a workgroup walks. */
  #part(): readonly [string, string] {
    const { length } = this.layout;
    if (this.parts === 1) return ["0u", `${length}u`];
    const each = Math.ceil(length / this.parts);
    return [`partNumber * ${each}u`, `min((partNumber + 1u) * ${each}u, ${length}u)`];
  }

  /** One walk along the rows. */
  #walk({ reductions, stores }: Stage): void {
    const { lanes } = this.layout;
    const walk = this.#walks++;
    const maps = reductions.map(({ map }) => map);
    const values = stores.map(({ value }) => value);
    const first = this.#totals.length;
    this.#accumulators(reductions);
    if (maps.length + values.length > 0) {
      const body = this.#text([...maps, ...values], `w${walk}_`, "e");
      const combined = reductions.map(({ combine }, k) => {
        const name = `acc${first + k}`;
        return this.#accumulate(combine, name, body.values[k]!, `w${walk}c${k}_`);
      });
      const written = stores.map(({ target }, k) => {
        const out = this.bound.outputs[target]!;
        return out.store(this.#address(out, "e"), body.values[maps.length + k]!);
      });
      const [from, to] = this.#part();
      this.#lines.push(
        `for (var e = ${from} + lane; ${this.#guard}e < ${to}; e += ${lanes}u) {`,
        body.statements,
        ...combined,
        ...written,
        "}",
      );
    }
    this.#totalsOf(walk);
  }

  #combined(combine: Expression, a: string, b: string, prefix: string): ExpressionText {
    return expressionText(
      [combine],
      (i) => (i === 0 ? a : b),
      (t) => this.module.declare(t),
      prefix,
    );
  }

  /** name ← combine(name, value) */
  #accumulate(combine: Expression, name: string, value: string, prefix: string): string {
    const { statements, values } = this.#combined(combine, name, value, prefix);
    return `${statements}\n  ${name} = ${values[0]};`;
  }

  /** Where the element e of the row lies. */
  #address({ spec: { strides } }: Operand, e: string | undefined): string {
    const { shape, reduced } = this.program;
    const part = (wanted: boolean, i: string) => {
      const axes = shape.map((_, axis) => axis).filter((axis) => reduced[axis] === wanted);
      return addressOf(
        axes.map((axis) => shape[axis]!),
        axes.map((axis) => strides[axis]!),
        i,
      );
    };
    const kept = part(false, "row");
    const along = e === undefined ? "0u" : part(true, e);
    if (along === "0u") return kept;
    return kept === "0u" ? along : `${kept} + ${along}`;
  }

  /** Expressions of one element, or of one row. */
  #text(expressions: readonly Expression[], prefix: string, e: string | undefined) {
    const { inputs } = this.bound;
    const loads = [...usedInputs(expressions)]
      .filter((i) => i < inputs.length)
      .sort((a, b) => a - b)
      .map((i) => `  let ${prefix}in${i} = ${inputs[i]!.load(this.#address(inputs[i]!, e))};`);
    const name = (i: number) => (i < inputs.length ? `${prefix}in${i}` : this.#totals[i - inputs.length]!);
    const text = expressionText(expressions, name, (t) => this.module.declare(t), prefix);
    return { statements: [...loads, text.statements].join("\n"), values: text.values };
  }

  /** What is written once a row: by its first lane, or for packed elements by one invocation a word. */
  #results(results: readonly Store[]): void {
    if (results.length === 0) return;
    const { together, rows } = this.layout;
    const { statements, values } = this.#text(
      results.map(({ value }) => value),
      "r_",
      undefined,
    );
    const outs = results.map(({ target }) => this.bound.outputs[target]!);
    const plain = outs.flatMap((out, k) =>
      out.type.packed === 1 ? [out.store(this.#address(out, undefined), values[k]!)] : [],
    );
    const packed = outs.flatMap((out, k) => (out.type.packed === 4 ? [{ out, k }] : []));
    for (const { k } of packed) this.module.declare(`var<workgroup> bytes${k}: array<u32, ${together}>;`);
    const noted = packed.map(({ out, k }) => `bytes${k}[sub] = ${out.entryOf(values[k]!)};`);
    this.#lines.push(`if (lane == 0u && inside) {`, statements, ...plain, ...noted, "}");
    if (packed.length === 0) return;
    this.#lines.push("workgroupBarrier();", `let word = workgroupNumber * ${together / 4}u + local;`);
    for (const { out, k } of packed) {
      const byte = (j: number) =>
        `select(0u, bytes${k}[local * 4u + ${j}u] << ${8 * j}u, word * 4u + ${j}u < ${rows}u)`;
      this.#lines.push(
        `if (local < ${together / 4}u && word * 4u < ${rows}u) {`,
        `${out.name}[(${out.offset} >> 2u) + word] = ${[0, 1, 2, 3].map(byte).join(" | ")};`,
        "}",
      );
    }
  }
}
