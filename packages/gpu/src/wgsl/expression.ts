import { BackendError, type Expression, type Step, type Steps, stepsOf } from "@mebae/tensor/backend";
import { hostFunction } from "./hostFunctions.js";
import { typeText } from "./operand.js";
import {
  binaryText,
  compareText,
  constantText,
  convertText,
  type Declare,
  unaryText,
  unknownText,
} from "./scalars.js";

/** Expressions as statements, and the name or text of each one's value. */
export interface ExpressionText {
  readonly statements: string;
  readonly values: readonly string[];
}

/**
 * Expressions as WGSL, each distinct subexpression computed once. Functions go through their own expansions, not
 * through WGSL's builtins, whose accuracy is loose (sin: 2⁻¹¹): the accuracy is the CPU's as far as WGSL's arithmetic
 * allows.
 * @param inputs The text of input i, a name rather than work: it may stand several times.
 * @param prefix Of the names of what is computed: other expressions of the same function have another one.
 */
export function expressionText(
  expressions: readonly Expression[],
  inputs: (index: number) => string,
  declare: Declare,
  prefix = "v",
): ExpressionText {
  return new Writer(stepsOf(expressions, true), inputs, declare, prefix).text();
}

class Writer {
  readonly #lines: string[] = [];
  readonly #values: string[] = [];

  constructor(
    readonly steps: Steps,
    readonly inputs: (index: number) => string,
    readonly declare: Declare,
    readonly prefix: string,
  ) {}

  text(): ExpressionText {
    for (const step of this.steps.steps) this.#values.push(this.#valueOf(step, this.#values.length));
    return {
      statements: this.#lines.join("\n"),
      values: this.steps.roots.map((root) => this.#values[root]!),
    };
  }

  #valueOf({ node, operands, uses }: Step, index: number): string {
    const [a, b, c] = operands.map((operand) => this.#values[operand]!) as [string, string, string];
    if (node.kind === "constant") return constantText(node.value, node.type);
    if (node.kind === "input") return this.inputs(node.index);
    if (node.kind === "call") {
      const text = `${hostFunction(node.function.name, this.declare)}(${[a, b].slice(0, operands.length).join(", ")})`;
      // What only a select needs is computed where its branch is taken.
      return uses === 1 ? text : this.#named(index, text);
    }
    if (node.kind === "select" && node.b.kind === "call") {
      const name = `${this.prefix}${index}`;
      this.#lines.push(`  var ${name} = ${b};\n  if (!${a}) { ${name} = ${c}; }`);
      return name;
    }
    return this.#named(index, this.#text(node, a, b, c));
  }

  #named(index: number, text: string): string {
    const name = `${this.prefix}${index}`;
    this.#lines.push(`  let ${name} = ${text};`);
    return name;
  }

  #text(node: Expression, a: string, b: string, c: string): string {
    switch (node.kind) {
      case "unary":
        return unaryText(node.operator, node.type, a, this.declare);
      case "binary":
        if (takesBack(node)) return `f32(bitcast<i32>(${a}) - ${bitsOf(node.b)})`;
        return binaryText(node.operator, node.type, a, b, this.declare);
      case "compare":
        return compareText(node.operator, node.a.type, a, b, this.declare);
      case "select":
        return `select(${besideZero(node.b, node.a, c)}, ${besideZero(node.a, node.b, b)}, ${a})`;
      case "multiplyAdd":
        return node.type === "float32" ? `fma(${a}, ${b}, ${c})` : `${a} * ${b} + ${c}`;
      case "convert":
        return convertText(node.a.type, node.type, a, this.declare);
      case "bitcast":
        return `bitcast<${typeText(node.type)}>(${a})`;
      default:
        throw new BackendError(`the gpu backend has no code for ${node.kind}`);
    }
  }
}

/**
 * The text of what a condition chooses or not, beside what it chooses else. Mesa's compilers make -f32(condition) of a choice
 * between -1 and 0, whose zero is -0: so they don't get to know the -1.
 */
function besideZero(node: Expression, other: Expression, text: string): string {
  const isOf = (one: Expression, value: number) =>
    one.kind === "constant" && one.type === "float32" && one.value === value;
  return isOf(node, -1) && isOf(other, 0) ? unknownText(-1) : text;
}

type Binary = Extract<Expression, { kind: "binary" }>;
type Constant = Extract<Expression, { kind: "constant" }>;

/**
 * Whether it is (x·y + c) - c with a c so large that the sum is a whole number. Compilers may take x·y for it, which WGSL
 * calls as accurate, and Mesa's do: so the difference of the bits is taken, which is the number where both have one exponent.
 */
function takesBack({ operator, type, a, b }: Binary): boolean {
  if (operator !== "subtract" || type !== "float32" || a.kind !== "multiplyAdd") return false;
  return b.kind === "constant" && a.c.kind === "constant" && a.c.value === b.value && b.value >= 2 ** 23;
}

function bitsOf(node: Expression): number {
  return new Int32Array(Float32Array.of((node as Constant).value).buffer)[0]!;
}
