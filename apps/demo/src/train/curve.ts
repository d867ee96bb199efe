/** So many points a curve keeps: more than a screen has columns for. */
const most = 600;

/**
 * The losses of any number of steps in a bounded number of points, each the mean of as many steps: when there are too
 * many, each two become one.
 */
export class Curve {
  #every = 1;
  #points: { step: number; sum: number; count: number }[] = [];

  add(step: number, value: number): void {
    const last = this.#points.at(-1);
    if (last && last.count < this.#every) {
      last.step = step;
      last.sum += value;
      last.count++;
      return;
    }
    this.#points.push({ step, sum: value, count: 1 });
    if (this.#points.length > most) this.#halve();
  }

  /** Forgets what came after a step. */
  cut(step: number): void {
    this.#points = this.#points.filter((point) => point.step <= step);
    if (this.#points.length === 0) this.#every = 1;
  }

  get steps(): number[] {
    return this.#points.map(({ step }) => step);
  }

  get values(): number[] {
    return this.#points.map(({ sum, count }) => sum / count);
  }

  #halve(): void {
    this.#every *= 2;
    const old = this.#points;
    this.#points = [];
    for (let i = 0; i < old.length; i += 2) {
      const [one, two] = [old[i]!, old[i + 1]];
      this.#points.push(two ? { step: two.step, sum: one.sum + two.sum, count: one.count + two.count } : one);
    }
  }
}
