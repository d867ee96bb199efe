import { DtypeError } from "../errors.js";
import type {
  BinaryOperator,
  Comparison,
  Expression,
  ScalarFunction,
  ScalarType,
  UnaryOperator,
} from "./expression.js";

/** A scalar under construction: the fluent face of `Expression`. Numbers take the type of what they meet. */
export class Scalar {
  constructor(readonly node: Expression) {}

  get type(): ScalarType {
    return this.node.type;
  }

  add(other: ScalarLike): Scalar {
    return this.#binary("add", other);
  }
  sub(other: ScalarLike): Scalar {
    return this.#binary("subtract", other);
  }
  mul(other: ScalarLike): Scalar {
    return this.#binary("multiply", other);
  }
  /** Float division, or truncated division of integers. */
  div(other: ScalarLike): Scalar {
    return this.#binary("divide", other);
  }
  /** NaN where either is NaN. */
  minimum(other: ScalarLike): Scalar {
    return this.#binary("minimum", other);
  }
  /** NaN where either is NaN. */
  maximum(other: ScalarLike): Scalar {
    return this.#binary("maximum", other);
  }
  and(other: ScalarLike): Scalar {
    return this.#binary("and", other);
  }
  or(other: ScalarLike): Scalar {
    return this.#binary("or", other);
  }
  xor(other: ScalarLike): Scalar {
    return this.#binary("xor", other);
  }
  shiftLeft(bits: ScalarLike): Scalar {
    return this.#binary("shiftLeft", bits);
  }
  /** Arithmetic for int32, logical for uint32. */
  shiftRight(bits: ScalarLike): Scalar {
    return this.#binary("shiftRight", bits);
  }

  neg(): Scalar {
    return this.#unary("negate");
  }
  abs(): Scalar {
    return this.#unary("absolute");
  }
  floor(): Scalar {
    return this.#unary("floor");
  }
  ceil(): Scalar {
    return this.#unary("ceil");
  }
  /** To the nearest, halves to even. */
  round(): Scalar {
    return this.#unary("round");
  }
  truncate(): Scalar {
    return this.#unary("truncate");
  }
  sqrt(): Scalar {
    return this.#unary("squareRoot");
  }
  not(): Scalar {
    return this.#unary("not");
  }

  equal(other: ScalarLike): Scalar {
    return this.#compare("equal", other);
  }
  notEqual(other: ScalarLike): Scalar {
    return this.#compare("notEqual", other);
  }
  less(other: ScalarLike): Scalar {
    return this.#compare("less", other);
  }
  lessEqual(other: ScalarLike): Scalar {
    return this.#compare("lessEqual", other);
  }
  greater(other: ScalarLike): Scalar {
    return this.like(other).less(this);
  }
  greaterEqual(other: ScalarLike): Scalar {
    return this.like(other).lessEqual(this);
  }

  /** `a` where this (a bool) holds, else `b`; at least one of them is a Scalar. */
  select(a: ScalarLike, b: ScalarLike): Scalar {
    const typed = a instanceof Scalar ? a : (b as Scalar);
    const x = typed.like(a);
    const y = typed.like(b);
    return new Scalar({ kind: "select", type: x.type, condition: this.node, a: x.node, b: y.node });
  }

  convert(type: ScalarType): Scalar {
    return type === this.type ? this : new Scalar({ kind: "convert", type, a: this.node });
  }
  bitcast(type: ScalarType): Scalar {
    return type === this.type ? this : new Scalar({ kind: "bitcast", type, a: this.node });
  }

  /** this·factor + term, in one rounding or two. */
  multiplyAdd(factor: ScalarLike, term: ScalarLike): Scalar {
    const [b, c] = [this.like(factor).node, this.like(term).node];
    return new Scalar({ kind: "multiplyAdd", type: this.type, a: this.node, b, c });
  }

  /** The upper 32 bits of a float64 as an int32. */
  highWord(): Scalar {
    return new Scalar({ kind: "unary", type: "int32", operator: "highWord", a: this.node });
  }
  lowWord(): Scalar {
    return new Scalar({ kind: "unary", type: "int32", operator: "lowWord", a: this.node });
  }
  /** This int32 as the upper 32 bits of a float64. */
  words(low: ScalarLike): Scalar {
    const b = this.like(low).node;
    return new Scalar({ kind: "binary", type: "float64", operator: "words", a: this.node, b });
  }

  /** A function of this and perhaps others, e.g. `x.call(expFunction)`, `x.call(powFunction, y)`. */
  call(record: ScalarFunction, ...others: ScalarLike[]): Scalar {
    const inputs = [this.node, ...others.map((other) => this.like(other).node)];
    return new Scalar({ kind: "call", type: this.type, function: record, inputs });
  }

  /** A number as a constant of this type; a Scalar as it is, if its type agrees. */
  like(other: ScalarLike): Scalar {
    if (!(other instanceof Scalar)) return constant(Number(other), this.type);
    if (other.type !== this.type) {
      throw new DtypeError(`an expression mixes ${this.type} with ${other.type}`);
    }
    return other;
  }

  #unary(operator: UnaryOperator): Scalar {
    return new Scalar({ kind: "unary", type: this.type, operator, a: this.node });
  }
  #binary(operator: BinaryOperator, other: ScalarLike): Scalar {
    return new Scalar({ kind: "binary", type: this.type, operator, a: this.node, b: this.like(other).node });
  }
  #compare(operator: Comparison, other: ScalarLike): Scalar {
    return new Scalar({ kind: "compare", type: "bool", operator, a: this.node, b: this.like(other).node });
  }
}

export type ScalarLike = Scalar | number | boolean;

export function constant(value: number, type: ScalarType): Scalar {
  return new Scalar({ kind: "constant", type, value });
}

/** The `index`-th input of the kernel, read as `type`. */
export function input(index: number, type: ScalarType): Scalar {
  return new Scalar({ kind: "input", type, index });
}
