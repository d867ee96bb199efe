import type { Face, RowLikelihood } from "./likelihood.js";

/** log(1 + e^η), without overflow. */
function softplus(eta: number): number {
  return Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
}

/** 1/(1 + e^-η), without overflow. */
export function logisticOf(eta: number): number {
  const small = Math.exp(-Math.abs(eta));
  return eta >= 0 ? 1 / (1 + small) : small / (1 + small);
}

const upwards: Face = { direction: [1], mustVanish: false };
const downwards: Face = { direction: [-1], mustVanish: false };
const still: Face = { direction: [1], mustVanish: true };

/** P(event) = 1/(1 + e^-η), so that -log f = log(1 + e^∓η). */
export function logisticLikelihood(events: ArrayLike<number>): RowLikelihood {
  const signed = (i: number, eta: Float64Array) => (events[i] === 1 ? -eta[0]! : eta[0]!);
  const [up, down] = [[upwards], [downwards]];
  return {
    predictors: 1,
    loss: (i, eta) => softplus(signed(i, eta)),
    derivatives(i, eta, slopes, curvatures) {
      const wrong = signed(i, eta);
      const small = Math.exp(-Math.abs(wrong));
      // The probability of what didn't happen, and never 1 less the other: a row that fits well keeps its slope.
      const miss = wrong >= 0 ? 1 / (1 + small) : small / (1 + small);
      slopes[0] = events[i] === 1 ? -miss : miss;
      curvatures[0] = small / (1 + small) / (1 + small);
      return Math.max(wrong, 0) + Math.log1p(small);
    },
    faces: (i) => (events[i] === 1 ? up : down),
  };
}

/** Rate e^η: -log f = e^η - yη + log y!, the last of which is left out. */
export function poissonLikelihood(counts: Float64Array): RowLikelihood {
  const [none, some] = [[downwards], [still]];
  return {
    predictors: 1,
    loss: (i, eta) => Math.exp(eta[0]!) - counts[i]! * eta[0]!,
    derivatives(i, eta, slopes, curvatures) {
      const rate = Math.exp(eta[0]!);
      slopes[0] = rate - counts[i]!;
      curvatures[0] = rate;
      return rate - counts[i]! * eta[0]!;
    },
    faces: (i) => (counts[i] === 0 ? none : some),
  };
}

/** P(class k) = e^ηₖ/Σe^ηⱼ, with η₀ = 0 for the first class, so that there are predictors for all but that. */
export function multinomialLikelihood(codes: Int32Array, classes: number): RowLikelihood {
  const predictors = classes - 1;
  const probabilities = new Float64Array(classes);
  const faces = Array.from({ length: classes }, (_, own) => facesOf(own, classes));
  return {
    predictors,
    loss: (i, eta) => logSumOf(eta, probabilities) - (codes[i] ? eta[codes[i]! - 1]! : 0),
    derivatives(i, eta, slopes, curvatures) {
      const own = codes[i]!;
      const total = logSumOf(eta, probabilities);
      for (let a = 0; a < predictors; a++) {
        const share = probabilities[a + 1]!;
        slopes[a] = a + 1 === own ? -missOf(probabilities, own) : share;
        for (let b = 0; b <= a; b++)
          curvatures[a * predictors + b] =
            a === b ? share * missOf(probabilities, a + 1) : -share * probabilities[b + 1]!;
      }
      return total - (own ? eta[own - 1]! : 0);
    },
    faces: (i) => faces[codes[i]!]!,
  };
}

/** log Σe^ηⱼ; the probabilities are put into the second argument. */
export function logSumOf(eta: ArrayLike<number>, probabilities: Float64Array): number {
  let top = 0;
  for (let a = 0; a < eta.length; a++) top = Math.max(top, eta[a]!);
  let sum = (probabilities[0] = Math.exp(-top));
  for (let a = 0; a < eta.length; a++) sum += probabilities[a + 1] = Math.exp(eta[a]! - top);
  for (let k = 0; k < probabilities.length; k++) probabilities[k]! /= sum;
  return top + Math.log(sum);
}

/** 1 - pₖ as the sum of the others, which doesn't round to 0. */
function missOf(probabilities: Float64Array, own: number): number {
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) if (k !== own) sum += probabilities[k]!;
  return sum;
}

/** The own predictor above each other one. */
function facesOf(own: number, classes: number): Face[] {
  return Array.from({ length: classes }, (_, other) => other)
    .filter((other) => other !== own)
    .map((other) => {
      const direction = new Float64Array(classes - 1);
      if (own > 0) direction[own - 1] = 1;
      if (other > 0) direction[other - 1] = -1;
      return { direction, mustVanish: false };
    });
}
