/**
 * Densities are written once, as terms in x and the parameters. From a term come its values over rows of data, its exact
 * derivatives of any order (`derivative`), and with them scores, informations and gradients of tensors.
 */
export type Term = Constant | Variable | Application;

export interface Constant {
  readonly kind: "constant";
  readonly value: number;
}

/** x, or a parameter. */
export interface Variable {
  readonly kind: "variable";
  readonly name: string;
}

export interface Application {
  readonly kind: "application";
  readonly operation: Operation;
  readonly inputs: readonly Term[];
}

/** A term, or a number that stands for a constant. */
export type TermLike = Term | number;

/** A function of numbers, with its derivatives as terms. */
export interface Operation {
  readonly name: string;
  readonly value: (...inputs: number[]) => number;
  /** ∂/∂input, one an input, of the inputs and the term itself; null where it is constant between jumps. */
  readonly derivatives: readonly (((inputs: readonly Term[], self: Term) => Term) | null)[];
  /** A simpler term of the same value, where there is one. */
  readonly simplify?: (...inputs: Term[]) => Term | undefined;
  /** Loops over rows, for operations cheaper than the call of `value`. */
  readonly loops?: RowLoops;
}

/** out[i] = f(a[i], b[i]) for the first n rows, an operand being a row or one number. */
export interface RowLoops {
  readonly row?: (out: Float64Array, a: Float64Array, n: number) => void;
  readonly rowRow?: (out: Float64Array, a: Float64Array, b: Float64Array, n: number) => void;
  readonly rowNumber?: (out: Float64Array, a: Float64Array, b: number, n: number) => void;
  readonly numberRow?: (out: Float64Array, a: number, b: Float64Array, n: number) => void;
}

export function constant(value: number): Constant {
  return { kind: "constant", value };
}

export function variable(name: string): Variable {
  return { kind: "variable", name };
}

export function toTerm(like: TermLike): Term {
  return typeof like === "number" ? constant(like) : like;
}

/** Whether a term is the constant `value`. */
export function isConstant(term: Term, value: number): boolean {
  return term.kind === "constant" && term.value === value;
}

/** An operation on terms, computed at once where all of them are constants. */
export function apply(operation: Operation, ...likes: readonly TermLike[]): Term {
  const inputs = likes.map(toTerm);
  if (inputs.every((input) => input.kind === "constant"))
    return constant(operation.value(...inputs.map((input) => input.value)));
  return operation.simplify?.(...inputs) ?? { kind: "application", operation, inputs };
}
