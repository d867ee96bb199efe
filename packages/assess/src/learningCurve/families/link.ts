import type { ScoreName } from "../score.js";

/** The scale on which errors of whatever size differ alike, and on which intervals keep inside what is possible. */
export interface Link {
  /** z of an error: it rises as the error falls. */
  of(error: number): number;
  error(z: number): number;
  /** de/dz, negative. */
  slope(z: number): number;
  /** The nearest error that has a finite z: 0 has none, and neither has an accuracy of 0. */
  within(error: number): number;
}

/** One in ten thousand: tests of this many examples can't tell less from nothing. */
const least = 1e-4;

/** z = log(s/e), the logit of an accuracy s = 1 - e. */
const logit: Link = {
  of: (error) => Math.log((1 - error) / error),
  error: (z) => 1 / (1 + Math.exp(z)),
  slope(z) {
    const error = 1 / (1 + Math.exp(z));
    return -error * (1 - error);
  },
  within: (error) => Math.min(Math.max(error, least), 1 - least),
};

/** z = -log e, of the share e = 1 - R² of the variance that isn't explained, which has no upper end. */
const negativeLog: Link = {
  of: (error) => -Math.log(error),
  error: (z) => Math.exp(-z),
  slope: (z) => -Math.exp(-z),
  within: (error) => Math.max(error, least),
};

export const links: Readonly<Record<ScoreName, Link>> = { accuracy: logit, r2: negativeLog };
