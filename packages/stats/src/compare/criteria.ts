/** What every result of maximum likelihood can be compared by. */
export abstract class InformationCriteria {
  abstract readonly logLikelihood: number;
  /** The number of observations, or the sum of their weights. */
  abstract readonly n: number;
  /** The number of parameters that were free. */
  abstract readonly k: number;

  /** 2k - 2l (Akaike 1974). */
  get aic(): number {
    return 2 * this.k - 2 * this.logLikelihood;
  }

  /** AIC for small samples, AIC + 2k(k+1)/(n-k-1) (Hurvich & Tsai 1989); Infinity up to k + 1 observations. */
  get aicc(): number {
    const { n, k } = this;
    return n > k + 1 ? this.aic + (2 * k * (k + 1)) / (n - k - 1) : Infinity;
  }

  /** k·log n - 2l (Schwarz 1978). */
  get bic(): number {
    return this.k * Math.log(this.n) - 2 * this.logLikelihood;
  }
}
