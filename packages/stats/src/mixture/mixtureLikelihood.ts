import type { Objective } from "@mebae/optimizers";
import { evaluate, parameterNames } from "../programs.js";
import type { DistributionRecord, ParameterRecord, Parameters } from "../record.js";
import type { Program } from "../symbolic/program.js";
import { expansionProgram } from "./expansion.js";
import { logSumOf } from "./mixtureDistribution.js";

/** Rows whose derivatives are in memory together. */
const blockLength = 1024;

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
 * The negative log-likelihood of a mixture by unconstrained numbers, first the log-odds of the weights against the last one's,
 * then each component's parameters. With responsibilities rⱼ = wⱼfⱼ/Σwf, scores sⱼ = ∂log fⱼ/∂θⱼ and hⱼ their derivatives,
 *   ∂l/∂θⱼ = rⱼsⱼ,   ∂²l/∂θⱼ∂θₖ = δⱼₖrⱼ(hⱼ + sⱼsⱼᵀ) - rⱼrₖsⱼsₖᵀ
 * a row, and likewise for the log-odds, whose score is rⱼ - wⱼ.
 */
export class MixtureLikelihood implements Objective {
  readonly size: number;
  readonly #programs: readonly Program[];
  readonly #first: readonly number[];

  constructor(
    readonly models: readonly ComponentModel[],
    private readonly values: Float64Array,
    private readonly weights: Float64Array | undefined,
  ) {
    this.#programs = models.map(({ record, by }) => expansionProgram(record, by));
    let place = models.length - 1;
    this.#first = models.map(({ by }) => (place += by.length) - by.length);
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

  value(free: Float64Array): number {
    const point = this.fromFree(free);
    if (!this.#allowed(point)) return Infinity;
    const logs = this.models.map(({ record }, j) => {
      const log = Math.log(point.weights[j]!);
      return evaluate(record, "logPdf", this.values, point.components[j]!).map((part) => log + part);
    });
    const rows = logSumOf(logs);
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += (this.weights ? this.weights[i]! : 1) * rows[i]!;
    return -sum;
  }

  gradient(free: Float64Array): { value: number; gradient: Float64Array } {
    return this.hessian(free);
  }

  hessian(free: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array } {
    const size = this.size;
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    const point = this.fromFree(free);
    if (!this.#allowed(point)) return { value: Infinity, gradient, hessian };
    let value = 0;
    for (let from = 0; from < this.values.length; from += blockLength)
      value += this.#block(point, from, gradient, hessian);
    this.#toFreeScale(free, gradient, hessian);
    return { value: -value, gradient: gradient.map((x) => -x), hessian: hessian.map((x) => -x) };
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
        const at = this.#first[j]! + place;
        if (place >= 0) row[at] = record.parameters[name]!.constraint.jacobian([free[at]!])[0]!;
        rows.push(row);
      }
    return rows;
  }

  #each(
    visit: (constraint: ParameterRecord["constraint"], name: string, place: number, j: number) => void,
  ): void {
    for (const [j, { record, by }] of this.models.entries())
      for (const [a, name] of by.entries())
        visit(record.parameters[name]!.constraint, name, this.#first[j]! + a, j);
  }

  /** Far out a parameter rounds to its bound. */
  #allowed({ components }: MixturePoint): boolean {
    return this.models.every(({ record, by }, j) => {
      const parameters = components[j]!;
      const inside = by.every((name) => record.parameters[name]!.constraint.contains([parameters[name]!]));
      return inside && !record.refuse?.(parameters);
    });
  }

  /** Adds a block of rows; its log-likelihood. */
  #block(
    { weights, components }: MixturePoint,
    from: number,
    gradient: Float64Array,
    hessian: Float64Array,
  ): number {
    const block = this.values.subarray(from, from + blockLength);
    const outputs = this.models.map(({ record }, j) =>
      this.#programs[j]!.each(
        [block],
        parameterNames(record).map((name) => components[j]![name]!),
      ),
    );
    const supports = this.models.map(({ record }, j) => record.support(components[j]!));
    const logs = new Float64Array(this.models.length);
    let total = 0;
    for (let i = 0; i < block.length; i++) {
      const x = block[i]!;
      let most = -Infinity;
      for (let j = 0; j < logs.length; j++) {
        const inside = x >= supports[j]![0] && x <= supports[j]![1];
        logs[j] = inside ? Math.log(weights[j]!) + outputs[j]![0]![i]! : -Infinity;
        most = Math.max(most, logs[j]!);
      }
      if (!(most > -Infinity)) return -Infinity;
      let sum = 0;
      for (const log of logs) sum += Math.exp(log - most);
      const log = most + Math.log(sum);
      const weight = this.weights ? this.weights[from + i]! : 1;
      total += weight * log;
      this.#addRow(
        i,
        weight,
        logs.map((part) => Math.exp(part - log)),
        weights,
        outputs,
        gradient,
        hessian,
      );
    }
    return total;
  }

  #addRow(
    i: number,
    weight: number,
    r: Float64Array,
    weights: readonly number[],
    outputs: readonly (readonly Float64Array[])[],
    gradient: Float64Array,
    hessian: Float64Array,
  ): void {
    const size = this.size;
    const odds = weights.length - 1;
    // Scores of the complete row, log wⱼ + log fⱼ, by all numbers of component j, times rⱼ.
    const scores = new Float64Array(size);
    for (let j = 0; j < odds; j++) scores[j] = r[j]!;
    for (const [j, first] of this.#first.entries()) {
      if (r[j] === 0) continue;
      const count = this.models[j]!.by.length;
      const output = outputs[j]!;
      let second = 1 + count;
      for (let a = 0; a < count; a++) {
        const s = output[1 + a]![i]!;
        scores[first + a] = r[j]! * s;
        if (j < odds) hessian[j * size + first + a]! += weight * r[j]! * s;
        for (let b = a; b < count; b++) {
          const own = r[j]! * (output[second++]![i]! + s * output[1 + b]![i]!);
          hessian[(first + a) * size + first + b]! += weight * own;
        }
      }
    }
    for (let j = 0; j < odds; j++) {
      gradient[j]! += weight * (r[j]! - weights[j]!);
      hessian[j * size + j]! += weight * (r[j]! - weights[j]!);
      for (let l = j; l < odds; l++) hessian[j * size + l]! += weight * weights[j]! * weights[l]!;
    }
    for (let a = odds; a < size; a++) gradient[a]! += weight * scores[a]!;
    for (let a = 0; a < size; a++)
      for (let b = a; b < size; b++) hessian[a * size + b]! -= weight * scores[a]! * scores[b]!;
  }

  /** From the parameters to free numbers, and the lower triangle. */
  #toFreeScale(free: Float64Array, gradient: Float64Array, hessian: Float64Array): void {
    const size = this.size;
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
}
