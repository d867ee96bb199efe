/** How many observations count: the sum of their weights, or their number where there are none. */
export function totalWeight(count: number, weights: Float64Array | undefined): number {
  return weights ? weights.reduce((sum, weight) => sum + weight, 0) : count;
}
