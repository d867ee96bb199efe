/** A formula: MathML as data, and the same as one line of text. */
export interface Formula {
  readonly tag:
    | "mrow"
    | "mi"
    | "mn"
    | "mo"
    | "msup"
    | "msub"
    | "mover"
    | "mfrac"
    | "msqrt"
    | "mtable"
    | "mtr"
    | "mtd";
  readonly parts: readonly (Formula | string)[];
  readonly text: string;
  /** A name of several letters, such as dx, which only a style slants as those of one letter are. */
  readonly isLong?: boolean;
}

type Part = string | Formula;

const words = new Set(["max", "log", "softmax"]);

const circumflex = "\u0302";

function ofToken(token: string): Formula {
  if (/^\d/.test(token)) return { tag: "mn", parts: [token], text: token };
  if (words.has(token)) return { tag: "mi", parts: [token], text: token };
  if (token.endsWith(circumflex)) {
    const hat: Formula = { tag: "mo", parts: ["^"], text: "^" };
    return { tag: "mover", parts: [ofToken(token.slice(0, -1)), hat], text: token };
  }
  const isName = token !== "Σ" && /^\p{L}+$/u.test(token);
  return { tag: isName ? "mi" : "mo", parts: [token], text: token, isLong: isName && token.length > 1 };
}

/** Names, numbers and signs, parted by spaces, and formulas among them: `formula("dx = dy", power("W", "⊤"))`. */
export function formula(...parts: readonly Part[]): Formula {
  const all = parts.flatMap((part) =>
    typeof part === "string" ? part.trim().split(/\s+/).map(ofToken) : [part],
  );
  return all.length === 1
    ? all[0]!
    : { tag: "mrow", parts: all, text: all.map(({ text }) => text).join(" ") };
}

const bracketed = ({ tag, text }: Formula) => (tag === "mrow" && text.includes(" ") ? `(${text})` : text);

export function power(base: Part, script: Part): Formula {
  const [a, b] = [formula(base), formula(script)];
  return { tag: "msup", parts: [a, b], text: `${bracketed(a)}^${bracketed(b)}` };
}

export function index(base: Part, script: Part): Formula {
  const [a, b] = [formula(base), formula(script)];
  return { tag: "msub", parts: [a, b], text: `${a.text}_${bracketed(b)}` };
}

export function fraction(above: Part, below: Part): Formula {
  const [a, b] = [formula(above), formula(below)];
  return { tag: "mfrac", parts: [a, b], text: `${bracketed(a)} / ${bracketed(b)}` };
}

export function root(under: Part): Formula {
  const inner = formula(under);
  return { tag: "msqrt", parts: [inner], text: `√${bracketed(inner)}` };
}

/** What something is, and where: dy where x > 0. */
export function cases(...rows: readonly (readonly [Part, Part])[]): Formula {
  const made = rows.map((row) => row.map((part) => formula(part)) as [Formula, Formula]);
  const table: Formula = {
    tag: "mtable",
    parts: made.map(
      (row): Formula => ({
        tag: "mtr",
        parts: row.map((cell): Formula => ({ tag: "mtd", parts: [cell], text: cell.text })),
        text: "",
      }),
    ),
    text: made.map(([what, where]) => `${what.text} (${where.text})`).join(", "),
  };
  return { tag: "mrow", parts: [{ tag: "mo", parts: ["{"], text: "" }, table], text: table.text };
}
