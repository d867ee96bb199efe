import { Expressions, type Names } from "./expressions.js";
import { Tokens } from "./tokens.js";

/** A shader as JavaScript. */
export interface Translated {
  /** The size of a workgroup. */
  readonly size: number;
  /** The types of bindings 0, 1, ..., and of workgroup memory by name. */
  readonly bindings: readonly { readonly name: string; readonly type: string }[];
  readonly workgroup: readonly { readonly name: string; readonly type: string }[];
  /** The body of a function of `r` and `memory`, which holds all of them by name; it gives the generator function of an invocation. */
  readonly js: string;
}

/** Translates a shader of this package: what `ShaderModule` writes, without structures. */
export function translate(code: string): Translated {
  return new Translator(code).translate();
}

class Translator {
  readonly #tokens: Tokens;
  readonly #names: Names = { types: new Map(), memory: new Set(), functions: new Map() };
  readonly #expressions: Expressions;
  readonly #bindings: { name: string; type: string }[] = [];
  readonly #workgroup: { name: string; type: string }[] = [];
  readonly #lines: string[] = [];
  #size = 0;

  constructor(code: string) {
    this.#tokens = new Tokens(code);
    this.#expressions = new Expressions(this.#tokens, this.#names);
    for (const [, name, type] of code.matchAll(/fn (\w+)\([^)]*\)(?: -> (\w+))?/g))
      this.#names.functions.set(name!, type ?? "");
  }

  translate(): Translated {
    while (this.#tokens.peek()) this.#declaration();
    const memory = [...this.#names.memory].map((name) => `const $${name} = memory["${name}"];`);
    const js = [...memory, ...this.#lines, "return $main;"].join("\n");
    return { size: this.#size, bindings: this.#bindings, workgroup: this.#workgroup, js };
  }

  #declaration(): void {
    const tokens = this.#tokens;
    if (tokens.accept("enable")) {
      tokens.next();
      tokens.expect(";");
    } else if (tokens.accept("@")) {
      const name = tokens.next();
      if (!tokens.accept("(")) return;
      const value = tokens.next();
      if (name === "workgroup_size") this.#size = Number(value);
      tokens.expect(")");
    } else if (tokens.accept("var")) this.#memory();
    else if (tokens.accept("fn")) this.#function();
    else throw new Error(`WGSL: ${tokens.peek()} isn't translated`);
  }

  #memory(): void {
    const tokens = this.#tokens;
    tokens.expect("<");
    const space = tokens.next();
    while (!tokens.accept(">")) tokens.next();
    const name = tokens.next();
    tokens.expect(":");
    const type = tokens.type();
    tokens.expect(";");
    this.#names.types.set(name, type.replace("atomic<u32>", "u32"));
    this.#names.memory.add(name);
    (space === "workgroup" ? this.#workgroup : this.#bindings).push({ name, type });
  }

  #function(): void {
    const tokens = this.#tokens;
    const name = tokens.next();
    const parameters: string[] = [];
    tokens.expect("(");
    while (!tokens.accept(")")) {
      // An entry point's are builtins.
      if (tokens.accept("@")) for (let i = 0; i < 4; i++) tokens.next();
      const parameter = tokens.next();
      tokens.expect(":");
      this.#names.types.set(parameter, tokens.type());
      parameters.push(`$${parameter}`);
      tokens.accept(",");
    }
    if (tokens.accept("->")) tokens.type();
    const isMain = name === "main";
    this.#lines.push(
      isMain
        ? `function* $main({ ${parameters.join(", ")} })`
        : `function $${name}(${parameters.join(", ")})`,
    );
    this.#block();
  }

  #block(): void {
    this.#tokens.expect("{");
    this.#lines.push("{");
    while (!this.#tokens.accept("}")) this.#statement();
    this.#lines.push("}");
  }

  #statement(): void {
    const tokens = this.#tokens;
    if (tokens.peek() === "{") this.#block();
    else if (tokens.accept("if")) this.#if();
    else if (tokens.accept("for")) this.#for();
    else if (tokens.accept("while")) {
      this.#lines.push(`while (${this.#expressions.expression().js})`);
      this.#block();
    } else if (!tokens.accept(";")) {
      this.#lines.push(`${this.#jump() ?? this.#simple()};`);
      tokens.expect(";");
    }
  }

  #jump(): string | undefined {
    const tokens = this.#tokens;
    if (tokens.accept("break")) return "break";
    if (tokens.accept("continue")) return "continue";
    if (!tokens.accept("return")) return undefined;
    return tokens.peek() === ";" ? "return" : `return ${this.#expressions.expression().js}`;
  }

  #if(): void {
    this.#lines.push(`if (${this.#expressions.expression().js})`);
    this.#block();
    if (!this.#tokens.accept("else")) return;
    this.#lines.push("else");
    if (this.#tokens.accept("if")) this.#if();
    else this.#block();
  }

  #for(): void {
    const tokens = this.#tokens;
    tokens.expect("(");
    const begin = tokens.peek() === ";" ? "" : this.#simple();
    tokens.expect(";");
    const condition = this.#expressions.expression().js;
    tokens.expect(";");
    const step = this.#simple();
    tokens.expect(")");
    this.#lines.push(`for (${begin}; ${condition}; ${step})`);
    this.#block();
  }

  /** A declaration, an assignment or a call, without its semicolon. */
  #simple(): string {
    const tokens = this.#tokens;
    const { types } = this.#names;
    if (tokens.accept("let") || tokens.accept("var")) {
      const name = tokens.next();
      const declared = tokens.accept(":") ? tokens.type() : undefined;
      tokens.expect("=");
      const { js, type } = this.#expressions.expression();
      types.set(name, declared ?? { int: "i32", float: "f32" }[type] ?? type);
      return `let $${name} = ${js}`;
    }
    if (tokens.peek() === "_") {
      tokens.next();
      tokens.expect("=");
      return this.#expressions.expression().js;
    }
    const target = this.#expressions.expression();
    const operator = tokens.peek();
    const set = (value: string) =>
      target.place
        ? `r.store($${target.place.memory}, ${target.place.index}, ${value})`
        : `${target.js} = ${value}`;
    if (operator === "++") {
      tokens.next();
      return set(`r.binary("+", "${target.type}", ${target.js}, 1)`);
    }
    if (operator !== "=" && !/^[+*/%&|^-]=$/.test(operator)) return target.js;
    tokens.next();
    const { js } = this.#expressions.expression();
    return set(operator === "=" ? js : `r.binary("${operator[0]}", "${target.type}", ${target.js}, ${js})`);
  }
}
