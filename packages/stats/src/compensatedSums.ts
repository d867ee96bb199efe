/** Sums of many terms that keep what each addition rounds off (Neumaier 1974). */
export class CompensatedSums {
  readonly #sums: Float64Array;
  readonly #rests: Float64Array;

  constructor(count: number) {
    this.#sums = new Float64Array(count);
    this.#rests = new Float64Array(count);
  }

  add(k: number, value: number): void {
    const sum = this.#sums[k]!;
    const next = sum + value;
    // An infinite sum has no rest.
    if (Number.isFinite(next))
      this.#rests[k]! += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    this.#sums[k] = next;
  }

  values(): Float64Array {
    return this.#sums.map((sum, k) => sum + this.#rests[k]!);
  }
}
