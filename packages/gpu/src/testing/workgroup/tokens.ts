/** WGSL's tokens, as far as this package's shaders have them. */
const pattern =
  /\s+|\/\/[^\n]*|0x[0-9a-f]+u?|\d+(?:\.\d*)?(?:e[+-]?\d+)?[uif]?|\w+|\+\+|--|->|<<|>>|<=|>=|==|!=|&&|\|\||[+*/%&|^-]=|./gy;

/** A list of tokens that is gone through. */
export class Tokens {
  readonly #list: string[];
  #at = 0;

  constructor(code: string) {
    this.#list = [...code.matchAll(pattern)]
      .map(([text]) => text)
      .filter((text) => !/^(?:\s|\/\/)/.test(text));
  }

  /** The token so many places ahead; empty past the end. */
  peek(ahead = 0): string {
    return this.#list[this.#at + ahead] ?? "";
  }

  next(): string {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Goes past a token if it is the next. */
  accept(token: string): boolean {
    if (this.peek() !== token) return false;
    this.#at++;
    return true;
  }

  expect(token: string): void {
    const found = this.next();
    if (found !== token) {
      const around = this.#list.slice(Math.max(0, this.#at - 12), this.#at + 4).join(" ");
      throw new Error(`WGSL: expected ${token}, got ${found} in "${around}"`);
    }
  }

  /** A type's text without spaces. */
  type(): string {
    let text = this.next();
    if (!this.accept("<")) return text;
    text += "<";
    do {
      text += /^\d/.test(this.peek()) ? this.next() : this.type();
      if (this.peek() === ",") text += ",";
    } while (this.accept(","));
    // Two ends of nested types are one token.
    if (this.peek() === ">>") this.#list.splice(this.#at, 1, ">", ">");
    this.expect(">");
    return `${text}>`;
  }
}
