import type { Expression, Reduction, RowProgram, Store } from "@mebae/tensor/backend";
import type { Dispatch } from "../kernel.js";
import { usedInputs } from "./elementwise.js";
import { type ExpressionText, expressionText } from "./expression.js";
import { laneTree } from "./laneTree.js";
import type { BoundLoops } from "./loops.js";
import type { ShaderModule } from "./module.js";
import { type Operand, typeText } from "./operand.js";
import { type RowLayout, rowAddress, rowInvocations as size } from "./rowLayout.js";
import { packedResults } from "./rowResults.js";
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
  /** Whether the workgroup walks along a part of its rows, whose number the code names `partNumber`. */
  #isPart = false;

  constructor(
    readonly module: ShaderModule,
    readonly program: RowProgram,
    readonly bound: BoundLoops,
    readonly layout: RowLayout,
    /** Into how many parts rows are split, each for a workgroup. */
    readonly parts = 1,
    /** Where the parts' accumulators lie: those of each reduction of all stages. */
    readonly partials: readonly PartialTotals[] = [],
  ) {}

  dispatch(): Dispatch {
    const { stages, results } = this.program;
    this.#begin();
    stages.forEach((_, stage) => this.#walk(stage, stage < stages.length - 1));
    this.#results(results);
    return this.#end();
  }

  /** The dispatch of a stage of split rows, which leaves its accumulators, one of each row and part; or writes the results. */
  part(stage: number, isLast: boolean): Dispatch {
    this.#isPart = true;
    this.#begin();
    for (let earlier = 0; earlier < stage; earlier++) this.#combine(earlier, true);
    const first = this.#totals.length;
    this.#walk(stage, false);
    const stores = this.#totals
      .slice(first)
      .map((total, k) => this.partials[first + k]!.store(`row * ${this.parts}u + partNumber`, total));
    if (stores.length > 0) this.#lines.push(`if (lane == 0u && inside) { ${stores.join(" ")} }`);
    if (isLast) this.#results(this.program.results);
    return this.#end();
  }

  /** The dispatch that writes the results of split rows, all of whose accumulators are left. */
  combined(): Dispatch {
    this.#begin();
    this.program.stages.forEach((_, stage) => this.#combine(stage, false));
    this.#results(this.program.results);
    return this.#end();
  }

  /** What the accumulators of a row's parts make together, in a fixed order. */
  #combine(stage: number, everywhere: boolean): void {
    const { reductions } = this.program.stages[stage]!;
    const { parts, layout } = this;
    const first = this.#totals.length;
    this.#accumulators(reductions);
    this.#lines.push(`for (var e = lane; ${this.#guard}e < ${parts}u; e += ${layout.lanes}u) {`);
    reductions.forEach(({ combine }, k) => {
      const part = `part${k}`;
      this.#lines.push(`let ${part} = ${this.partials[first + k]!.load(`row * ${parts}u + e`)};`);
      this.#lines.push(this.#accumulate(combine, `acc${first + k}`, part, `c${k}_`));
    });
    this.#lines.push("}");
    this.#totalsOf(stage, everywhere);
  }

  #end(): Dispatch {
    const { rows, together } = this.layout;
    const groups = Math.ceil(rows / together) * (this.#isPart ? this.parts : 1);
    return this.module.workgroups(groups, size, this.#lines.join("\n  "));
  }

  #begin(): void {
    const { rows, lanes, together, along } = this.layout;
    const [lane, sub] = along
      ? [`local % ${lanes}u`, `local / ${lanes}u`]
      : [`local / ${together}u`, `local % ${together}u`];
    const group = this.#isPart ? `(workgroupNumber / ${this.parts}u)` : "workgroupNumber";
    if (this.#isPart) this.#lines.push(`let partNumber = workgroupNumber % ${this.parts}u;`);
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

  /** What the lanes' accumulators make together. */
  #totalsOf(stage: number, everywhere: boolean): void {
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
      everywhere,
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
    if (!this.#isPart) return ["0u", `${length}u`];
    const each = Math.ceil(length / this.parts);
    return [`partNumber * ${each}u`, `min((partNumber + 1u) * ${each}u, ${length}u)`];
  }

  /** One walk along the rows; `everywhere` is whether all lanes are to know its accumulators. */
  #walk(stage: number, everywhere: boolean): void {
    const { reductions, stores } = this.program.stages[stage]!;
    const { lanes } = this.layout;
    const maps = reductions.map(({ map }) => map);
    const values = stores.map(({ value }) => value);
    const first = this.#totals.length;
    this.#accumulators(reductions);
    if (maps.length + values.length > 0) {
      const body = this.#text([...maps, ...values], `w${stage}_`, "e");
      const combined = reductions.map(({ combine }, k) => {
        const name = `acc${first + k}`;
        return this.#accumulate(combine, name, body.values[k]!, `w${stage}c${k}_`);
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
    this.#totalsOf(stage, everywhere);
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
  #address({ spec: { strides } }: Operand, e?: string): string {
    return rowAddress(this.program, strides, "row", e);
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
    const { statements, values } = this.#text(
      results.map(({ value }) => value),
      "r_",
      undefined,
    );
    const outs = results.map(({ target }) => this.bound.outputs[target]!);
    const plain = outs.flatMap((out, k) =>
      out.type.packed === 1 ? [out.store(this.#address(out), values[k]!)] : [],
    );
    const packed = outs.flatMap((out, k) => (out.type.packed === 4 ? [{ out, value: values[k]! }] : []));
    const bytes = packedResults(this.module, this.layout, packed);
    const once = this.#isPart ? " && partNumber == 0u" : "";
    this.#lines.push(
      `if (lane == 0u && inside${once}) {`,
      statements,
      ...plain,
      ...bytes.noted,
      "}",
      ...bytes.written,
    );
  }
}
