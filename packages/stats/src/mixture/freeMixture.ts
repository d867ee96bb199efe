import { parameterNames } from "../programs.js";
import type { DistributionRecord, ParameterRecord, Parameters } from "../record.js";

/** A component: its family, and which of its parameters are fitted. */
export interface ComponentModel {
  readonly record: DistributionRecord;
  readonly by: readonly string[];
  readonly fixed: Parameters;
}

/** Weights and parameters as numbers. */
export interface MixturePoint {
  readonly weights: readonly number[];
  readonly components: readonly Parameters[];
}

/**
 * A mixture as unconstrained numbers: first the log-odds of the weights against the last one's, then each component's fitted
 * parameters.
 */
export class FreeMixture {
  readonly size: number;
  /** Where each component's numbers begin. */
  readonly first: readonly number[];

  constructor(private readonly models: readonly ComponentModel[]) {
    let place = models.length - 1;
    this.first = models.map(({ by }) => (place += by.length) - by.length);
    this.size = place;
  }

  toFree({ weights, components }: MixturePoint): Float64Array {
    const free = new Float64Array(this.size);
    const last = weights.at(-1)!;
    for (let j = 0; j < weights.length - 1; j++) free[j] = Math.log(weights[j]! / last);
    this.#each((constraint, name, place, j) => {
      free[place] = constraint.toFree([components[j]![name]!])[0]!;
    });
    return free;
  }

  fromFree(free: Float64Array): MixturePoint {
    const odds = this.models.map((_, j) => (j < this.models.length - 1 ? free[j]! : 0));
    const most = Math.max(...odds);
    const powers = odds.map((odd) => Math.exp(odd - most));
    const sum = powers.reduce((a, b) => a + b);
    const components = this.models.map(({ fixed }): Record<string, number> => ({ ...fixed }));
    this.#each((constraint, name, place, j) => {
      components[j]![name] = constraint.fromFree([free[place]!])[0]!;
    });
    // In the order of each family's parameters.
    const ordered = components.map((parameters, j) =>
      Object.fromEntries(parameterNames(this.models[j]!.record).map((name) => [name, parameters[name]!])),
    );
    return { weights: powers.map((power) => power / sum), components: ordered };
  }

  /** ∂(weights, parameters)/∂free, a row a number, in the order of the parameters' names. */
  jacobian(free: Float64Array): Float64Array[] {
    const { weights } = this.fromFree(free);
    const rows = weights.map((w, i) => {
      const row = new Float64Array(this.size);
      for (let j = 0; j < weights.length - 1; j++) row[j] = w * ((i === j ? 1 : 0) - weights[j]!);
      return row;
    });
    for (const [j, { record, by }] of this.models.entries())
      for (const name of parameterNames(record)) {
        const row = new Float64Array(this.size);
        const place = by.indexOf(name);
        const at = this.first[j]! + place;
        if (place >= 0) row[at] = record.parameters[name]!.constraint.jacobian([free[at]!])[0]!;
        rows.push(row);
      }
    return rows;
  }

  /** Far out a parameter rounds to its bound. */
  allows({ components }: MixturePoint): boolean {
    return this.models.every(({ record, by }, j) => {
      const parameters = components[j]!;
      const inside = by.every((name) => record.parameters[name]!.constraint.contains([parameters[name]!]));
      return inside && !record.refuse?.(parameters);
    });
  }

  /** From the parameters to free numbers, and the lower triangle. */
  toFreeScale(free: Float64Array, gradient: Float64Array, hessian: Float64Array): void {
    const { size } = this;
    const slopes = new Float64Array(size).fill(1);
    const bends = new Float64Array(size);
    this.#each((constraint, _, place) => {
      slopes[place] = constraint.jacobian([free[place]!])[0]!;
      bends[place] = constraint.curvature([free[place]!])[0]!;
    });
    for (let a = 0; a < size; a++)
      for (let b = a; b < size; b++) {
        const entry =
          hessian[a * size + b]! * slopes[a]! * slopes[b]! + (a === b ? gradient[a]! * bends[a]! : 0);
        hessian[a * size + b] = hessian[b * size + a] = entry;
      }
    for (let a = 0; a < size; a++) gradient[a]! *= slopes[a]!;
  }

  #each(
    visit: (constraint: ParameterRecord["constraint"], name: string, place: number, j: number) => void,
  ): void {
    for (const [j, { record, by }] of this.models.entries())
      for (const [a, name] of by.entries())
        visit(record.parameters[name]!.constraint, name, this.first[j]! + a, j);
  }
}
