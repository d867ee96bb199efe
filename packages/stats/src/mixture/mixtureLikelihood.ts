import type { Objective } from "@mebae/optimizers";
import { evaluate, parameterNames } from "../programs.js";
import type { Program } from "../symbolic/program.js";
import { expansionProgram } from "./expansion.js";
import { type ComponentModel, FreeMixture, type MixturePoint } from "./freeMixture.js";
import { logSumOf } from "./logSum.js";

/** Rows whose derivatives are in memory together. */
const blockLength = 1024;

/**
 * The negative log-likelihood of a mixture by unconstrained numbers. With responsibilities rⱼ = wⱼfⱼ/Σwf, scores sⱼ = ∂log fⱼ/∂θⱼ and hⱼ their derivatives,
 *   ∂l/∂θⱼ = rⱼsⱼ,   ∂²l/∂θⱼ∂θₖ = δⱼₖrⱼ(hⱼ + sⱼsⱼᵀ) - rⱼrₖsⱼsₖᵀ
 * a row, and likewise for the log-odds, whose score is rⱼ - wⱼ.
 */
export class MixtureLikelihood implements Objective {
  /** The numbers that it is a function of. */
  readonly free: FreeMixture;
  readonly #programs: readonly Program[];

  constructor(
    readonly models: readonly ComponentModel[],
    private readonly values: Float64Array,
    private readonly weights: Float64Array | undefined,
  ) {
    this.#programs = models.map(({ record, by }) => expansionProgram(record, by));
    this.free = new FreeMixture(models);
  }

  value(free: Float64Array): number {
    const point = this.free.fromFree(free);
    if (!this.free.allows(point)) return Infinity;
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
    const { size } = this.free;
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    const point = this.free.fromFree(free);
    if (!this.free.allows(point)) return { value: Infinity, gradient, hessian };
    let value = 0;
    for (let from = 0; from < this.values.length; from += blockLength)
      value += this.#block(point, from, gradient, hessian);
    this.free.toFreeScale(free, gradient, hessian);
    return { value: -value, gradient: gradient.map((x) => -x), hessian: hessian.map((x) => -x) };
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
    const { size } = this.free;
    const odds = weights.length - 1;
    // Scores of the complete row, log wⱼ + log fⱼ, by all numbers of component j, times rⱼ.
    const scores = new Float64Array(size);
    for (let j = 0; j < odds; j++) scores[j] = r[j]!;
    for (const [j, first] of this.free.first.entries()) {
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
}
