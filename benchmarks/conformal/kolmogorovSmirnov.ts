export interface KolmogorovSmirnov {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Whether values come from a continuous law that was known beforehand: D = sup |F_n - F|, its p-value by Kolmogorov's limit at
 * (√n + 0.12 + 0.11/√n)·D (Stephens 1970).
 */
export function kolmogorovSmirnov(values: readonly number[], cdf: (x: number) => number): KolmogorovSmirnov {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let statistic = 0;
  sorted.forEach((value, i) => {
    const share = cdf(value);
    statistic = Math.max(statistic, (i + 1) / n - share, share - i / n);
  });
  const scaled = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * statistic;
  let tail = 0;
  for (let k = 1; k <= 100; k++) tail += 2 * (-1) ** (k - 1) * Math.exp(-2 * (k * scaled) ** 2);
  return { statistic, pValue: Math.min(1, Math.max(0, scaled < 0.2 ? 1 : tail)) };
}
