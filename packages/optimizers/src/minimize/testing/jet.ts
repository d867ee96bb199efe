/** A number with its gradient and Hessian in k variables: exact derivatives of a test problem that is written once. */
export class Jet {
  constructor(
    readonly value: number,
    readonly gradient: Float64Array,
    readonly hessian: Float64Array,
  ) {}

  static constant(value: number, size: number): Jet {
    return new Jet(value, new Float64Array(size), new Float64Array(size * size));
  }

  static variables(x: ArrayLike<number>): Jet[] {
    return Array.from(x, (value, i) => {
      const jet = Jet.constant(value, x.length);
      jet.gradient[i] = 1;
      return jet;
    });
  }

  add(other: Jet | number): Jet {
    if (typeof other === "number") return new Jet(this.value + other, this.gradient, this.hessian);
    return new Jet(
      this.value + other.value,
      this.gradient.map((g, i) => g + other.gradient[i]!),
      this.hessian.map((h, i) => h + other.hessian[i]!),
    );
  }

  mul(other: Jet | number): Jet {
    if (typeof other === "number") {
      return new Jet(
        this.value * other,
        this.gradient.map((g) => g * other),
        this.hessian.map((h) => h * other),
      );
    }
    const size = this.gradient.length;
    return new Jet(
      this.value * other.value,
      this.gradient.map((g, i) => g * other.value + this.value * other.gradient[i]!),
      this.hessian.map((h, at) => {
        const i = Math.floor(at / size);
        const j = at % size;
        const crossed = this.gradient[i]! * other.gradient[j]! + this.gradient[j]! * other.gradient[i]!;
        return h * other.value + crossed + this.value * other.hessian[at]!;
      }),
    );
  }

  sub(other: Jet | number): Jet {
    return this.add(typeof other === "number" ? -other : other.mul(-1));
  }

  div(other: Jet): Jet {
    return this.mul(other.chain(1 / other.value, -1 / other.value ** 2, 2 / other.value ** 3));
  }

  exp(): Jet {
    const value = Math.exp(this.value);
    return this.chain(value, value, value);
  }

  log(): Jet {
    return this.chain(Math.log(this.value), 1 / this.value, -1 / this.value ** 2);
  }

  sqrt(): Jet {
    const root = Math.sqrt(this.value);
    return this.chain(root, 0.5 / root, -0.25 / root ** 3);
  }

  atan(): Jet {
    const slope = 1 / (1 + this.value ** 2);
    return this.chain(Math.atan(this.value), slope, -2 * this.value * slope ** 2);
  }

  cos(): Jet {
    return this.chain(Math.cos(this.value), -Math.sin(this.value), -Math.cos(this.value));
  }

  square(): Jet {
    return this.mul(this);
  }

  /** f of this, by f, f' and f''. */
  private chain(value: number, first: number, second: number): Jet {
    const size = this.gradient.length;
    return new Jet(
      value,
      this.gradient.map((g) => first * g),
      this.hessian.map(
        (h, at) => first * h + second * this.gradient[Math.floor(at / size)]! * this.gradient[at % size]!,
      ),
    );
  }
}
