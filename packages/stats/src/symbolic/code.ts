import { UsageError } from "@mebae/tensor";
import type { Operation, Term } from "./term.js";

/** Where a value lies: a register of one number, or one of a number for each row of the block. */
export interface Register {
  readonly perRow: boolean;
  readonly index: number;
}

export interface Instruction {
  readonly operation: Operation;
  readonly inputs: readonly Register[];
  readonly output: Register;
}

/** Terms as instructions in order, equal terms once. */
export interface Code {
  /** Constants, in the registers after the parameters. */
  readonly constants: readonly number[];
  readonly once: readonly Instruction[];
  readonly perRow: readonly Instruction[];
  readonly outputs: readonly Register[];
  readonly numbers: number;
  /** Registers of rows; the first ones are the columns. */
  readonly rows: number;
}

/** Puts terms in order. UsageError for a variable that is neither a column nor a parameter. */
export function linearize(
  outputs: readonly Term[],
  columns: readonly string[],
  parameters: readonly string[],
): Code {
  const maker = new CodeMaker(columns, parameters);
  const registers = outputs.map((output) => maker.place(output));
  return maker.finish(registers);
}

class CodeMaker {
  readonly #byTerm = new Map<Term, Register>();
  readonly #byKey = new Map<string, Register>();
  readonly #operations = new Map<Operation, number>();
  readonly #constants = new Map<number, Register>();
  readonly #once: Instruction[] = [];
  readonly #perRow: Instruction[] = [];
  #numbers: number;
  #rows: number;

  constructor(
    private readonly columns: readonly string[],
    private readonly parameters: readonly string[],
  ) {
    this.#numbers = parameters.length;
    this.#rows = columns.length;
  }

  place(term: Term): Register {
    let register = this.#byTerm.get(term);
    if (!register) this.#byTerm.set(term, (register = this.#make(term)));
    return register;
  }

  #make(term: Term): Register {
    if (term.kind === "constant") return this.#constant(term.value);
    if (term.kind === "variable") return this.#variable(term.name);
    const inputs = term.inputs.map((input) => this.place(input));
    const key = [
      this.#number(term.operation),
      ...inputs.map(({ perRow, index }) => `${perRow ? "r" : "n"}${index}`),
    ].join();
    const known = this.#byKey.get(key);
    if (known) return known;
    const perRow = inputs.some((input) => input.perRow);
    const output = { perRow, index: perRow ? this.#rows++ : this.#numbers++ };
    (perRow ? this.#perRow : this.#once).push({ operation: term.operation, inputs, output });
    this.#byKey.set(key, output);
    return output;
  }

  #constant(value: number): Register {
    let register = this.#constants.get(value);
    if (!register) this.#constants.set(value, (register = { perRow: false, index: this.#numbers++ }));
    return register;
  }

  #variable(name: string): Register {
    const column = this.columns.indexOf(name);
    if (column >= 0) return { perRow: true, index: column };
    const parameter = this.parameters.indexOf(name);
    if (parameter >= 0) return { perRow: false, index: parameter };
    throw new UsageError(`"${name}" is neither a column nor a parameter of the term`);
  }

  #number(operation: Operation): number {
    const known = this.#operations.get(operation) ?? this.#operations.size;
    this.#operations.set(operation, known);
    return known;
  }

  finish(outputs: readonly Register[]): Code {
    const constants: number[] = [];
    for (const [value, { index }] of this.#constants) constants[index] = value;
    return {
      constants,
      once: this.#once,
      numbers: this.#numbers,
      ...shareRows(this.#perRow, outputs, this.columns.length),
    };
  }
}

/**
 * Gives a row register away again after its last reader, so that few of them stay in the cache. Columns are the caller's
 * data and never given away.
 */
function shareRows(
  instructions: readonly Instruction[],
  outputs: readonly Register[],
  columns: number,
): Pick<Code, "perRow" | "outputs" | "rows"> {
  const lastReader = new Map<number, number>();
  for (const [at, { inputs }] of instructions.entries())
    for (const { perRow, index } of inputs) if (perRow) lastReader.set(index, at);
  for (const { perRow, index } of outputs) if (perRow) lastReader.set(index, Infinity);

  let rows = columns;
  const free: number[] = [];
  const places = new Map<number, number>();
  const placed = (register: Register): Register =>
    register.perRow ? { perRow: true, index: places.get(register.index) ?? register.index } : register;
  const perRow = instructions.map(({ operation, inputs, output }, at) => {
    const operands = inputs.map(placed);
    // Before the output is placed: an operation may write over what it reads, element by element.
    for (const index of new Set(inputs.filter((input) => input.perRow).map((input) => input.index)))
      if (index >= columns && lastReader.get(index) === at) free.push(places.get(index)!);
    places.set(output.index, free.pop() ?? rows++);
    return { operation, inputs: operands, output: placed(output) };
  });
  return { perRow, outputs: outputs.map(placed), rows };
}
