import type { Tokens } from "./tokens.js";

/** An expression as JavaScript, with its type in WGSL; `int` and `float` are constants of no type yet. */
export interface Value {
  readonly js: string;
  readonly type: string;
  /** Where it lies, if it is in workgroup memory or in a buffer. */
  readonly place?: { readonly memory: string; readonly index: string };
}

/** What names mean. */
export interface Names {
  /** Types of variables, and of what memory holds. */
  readonly types: Map<string, string>;
  readonly memory: Set<string>;
  /** What functions return. */
  readonly functions: Map<string, string>;
}

const levels = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const comparisons = levels[5]!;

/** Of two types the one that is settled. */
function common(a: string, b: string): string {
  if (a === "int") return b;
  return a === "float" && b !== "int" ? b : a;
}

/** Elements that lie in one of an array: a vector is one. */
function widthOf(type: string): number {
  const [, inner, count] = type.match(/^array<(.*),(\d+)>$/) ?? [];
  return inner === undefined ? 1 : Number(count) * widthOf(inner);
}

/** The type of what an array or a vector holds. */
function innerOf(type: string): string {
  return type.match(/^array<(.*?)(?:,\d+)?>$/)?.[1] ?? type.match(/^vec\d<(.*)>$/)![1]!;
}

/** Translates expressions of WGSL into JavaScript that calls `r`: see runtime.ts. */
export class Expressions {
  constructor(
    readonly tokens: Tokens,
    readonly names: Names,
  ) {}

  expression(level = 0): Value {
    if (level === levels.length) return this.#unary();
    let a = this.expression(level + 1);
    while (levels[level]!.includes(this.tokens.peek())) {
      const operator = this.tokens.next();
      a = binary(operator, a, this.expression(level + 1));
    }
    return a;
  }

  #unary(): Value {
    for (const sign of ["-", "!", "~"])
      if (this.tokens.accept(sign)) {
        const { js, type } = this.#unary();
        return { js: sign === "!" ? `!${js}` : `r.unary("${sign}", "${type}", ${js})`, type };
      }
    // A pointer is only handed to functions that take its place.
    if (this.tokens.accept("&")) return this.#unary();
    return this.#postfix(this.#primary());
  }

  #primary(): Value {
    const { tokens, names } = this;
    const token = tokens.next();
    if (token === "(") {
      const { js, type } = this.expression();
      tokens.expect(")");
      return { js: `(${js})`, type };
    }
    if (/^\d/.test(token)) return literal(token);
    if (token === "true" || token === "false") return { js: token, type: "bool" };
    let name = token;
    if (/^(?:bitcast|vec\d|array)$/.test(token) && tokens.peek() === "<") {
      tokens.next();
      name = `${token}<${tokens.type()}`;
      while (tokens.accept(",")) name += `,${tokens.next()}`;
      tokens.expect(">");
      name += ">";
    }
    if (tokens.peek() === "(") return this.#call(name);
    const type = names.types.get(name);
    if (type === undefined) throw new Error(`WGSL: nothing is called ${name}`);
    if (!names.memory.has(name)) return { js: `$${name}`, type };
    return placed(name, "0", type);
  }

  #postfix(value: Value): Value {
    const { tokens } = this;
    let at = value;
    for (;;) {
      if (tokens.accept("[")) {
        const i = this.expression();
        tokens.expect("]");
        const type = innerOf(at.type);
        at =
          at.place && at.type.startsWith("array")
            ? placed(at.place.memory, `${at.place.index} + ${widthOf(type)} * ${i.js}`, type)
            : { js: `${at.js}[${i.js}]`, type };
      } else if (tokens.accept(".")) {
        at = { js: `${at.js}[${"xyzw".indexOf(tokens.next())}]`, type: innerOf(at.type) };
      } else return at;
    }
  }

  #call(name: string): Value {
    const { tokens, names } = this;
    tokens.expect("(");
    const given: Value[] = [];
    while (!tokens.accept(")")) {
      given.push(this.expression());
      tokens.accept(",");
    }
    const texts = given.map(({ js }) => js);
    const own = names.functions.get(name);
    if (own !== undefined) return { js: `$${name}(${texts.join(", ")})`, type: own };
    return builtin(name, given, texts);
  }
}

function literal(token: string): Value {
  const type = token.startsWith("0x") || !/[.ef]/.test(token) ? "int" : "float";
  const text = token.replace(/[ui]$/, "");
  const suffix = token.at(-1);
  if (suffix === "u" || suffix === "i") return { js: text, type: `${suffix}32` };
  return type === "float" ? { js: `Math.fround(${text})`, type } : { js: text, type };
}

function placed(memory: string, index: string, type: string): Value {
  return { js: `r.load($${memory}, ${index})`, type, place: { memory, index } };
}

function binary(operator: string, a: Value, b: Value): Value {
  if (operator === "&&" || operator === "||") return { js: `(${a.js} ${operator} ${b.js})`, type: "bool" };
  if (comparisons.includes(operator)) return { js: `(${a.js} ${operator} ${b.js})`, type: "bool" };
  const isShift = operator === "<<" || operator === ">>";
  const type = isShift ? a.type : common(a.type, b.type);
  return { js: `r.binary("${operator}", "${type}", ${a.js}, ${b.js})`, type };
}

/** Functions and conversions that the shaders call. */
function builtin(name: string, given: readonly Value[], texts: readonly string[]): Value {
  const all = texts.join(", ");
  const [first] = given;
  const place = first?.place && `$${first.place.memory}, ${first.place.index}`;
  if (name.startsWith("bitcast<")) {
    const type = name.slice(8, -1);
    return { js: `r.bits("${first!.type}", "${type}", ${all})`, type };
  }
  if (name.startsWith("vec") || name === "vec4") {
    const type = name === "vec4" ? `vec4<${first!.type}>` : name;
    return { js: `r.vector("${type}", [${all}])`, type };
  }
  if (/^[uif]\d\d$|^bool$/.test(name))
    return { js: `r.convert("${first?.type}", "${name}", ${all || "0"})`, type: name };
  if (name === "workgroupUniformLoad") return { js: `(yield r.uniformLoad(${place}))`, type: first!.type };
  if (name === "workgroupBarrier" || name === "storageBarrier") return { js: `yield r.${name}()`, type: "" };
  if (name.startsWith("subgroup")) return { js: `(yield r.exchange("${name}", ${all}))`, type: first!.type };
  if (name.startsWith("atomic"))
    return { js: `r.atomic("${name}", ${[place, ...texts.slice(1)].join(", ")})`, type: "u32" };
  const type = given
    .slice(0, name === "select" ? 2 : 3)
    .reduce((found, value) => common(found, value.type), "int");
  return { js: `r.call("${name}", "${type}", [${all}])`, type };
}
