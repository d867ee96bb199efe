import { div, mean, sum, type Tensor, UsageError } from "@mebae/tensor";

/** What becomes of the examples' losses: their mean (the default), their sum, or all of them. */
export type Reduction = "mean" | "sum" | "none";

export interface LossOptions {
  readonly reduction?: Reduction;
}

/** Mean, sum or none of the losses; with a `weight`, the mean divides by that instead of the count. */
export function reduce(
  losses: Tensor,
  where: string,
  reduction: Reduction = "mean",
  weight?: Tensor,
): Tensor {
  switch (reduction) {
    case "mean":
      return weight ? div(sum(losses), weight) : mean(losses);
    case "sum":
      return sum(losses);
    case "none":
      return losses;
    default:
      throw new UsageError(`${where}: expected the reduction "mean", "sum" or "none", got ${reduction}`);
  }
}
