import type { Observations } from "../likelihood/observations.js";
import type { Confines, Edge, Parameters } from "../record.js";
import { Sample } from "../sample.js";

type Names = "location" | "scale" | "shape";

/** How near to a value the end of the support may come, in units of the values' range. */
const near = 1e-6;
/** How far inside of the edge numbers for it are, where the density of the greatest value is one. */
const inside = 1e-9;

/**
 * The generalized extreme value likelihood of exact values is infinite at both ends of their range. With ξ < -1 the density grows without
 * bound towards the upper end of the support, μ - σ/ξ, as that comes to the greatest value. With the lower end e^(-C·ξ) below the
 * least value the density there is of the order e^(C·ξ)/ξ, the others of the order 1/ξ: for any C their product grows with ξ. What is
 * fitted is a maximum in between, ξ > -1.
 */
export function extremeValueConfines(
  { exact, left, right, interval, truncation }: Observations,
  by: readonly string[],
): Confines<Names> | undefined {
  if (!exact || !by.includes("shape")) return undefined;
  const least = exact.values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = exact.values.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = greatest - least || 1;
  const isExact = !(left || right || interval || truncation);
  return {
    ...(isExact && { edge: edgeOf(new Sample(exact.values, exact.weights)) }),
    parameter: "shape",
    above: -1,
    isLeft: ({ location, scale, shape }) => {
      const end = location - scale / shape;
      return Math.abs(end - (shape > 0 ? least : greatest)) < near * width;
    },
    reason:
      "no maximum was found with shape above -1, and the likelihood grows without bound as the support's end goes to the least or the greatest value",
  };
}

/**
 * As ξ goes to -1 and the support's end μ + σ to the greatest value M or beyond it, the likelihood goes to
 *   l = -n·(log σ + (μ + σ - x̄)/σ),   μ + σ ≥ M:
 * of a known σ it is highest with the end at M, of a known μ where σ is μ - x̄, or as small as it may be; of neither with σ = M - x̄.
 */
function edgeOf({ mean, maximum, count }: Sample): (known: Partial<Parameters<Names>>) => Edge<Names> {
  return ({ location: given, scale: known }) => {
    const free = given === undefined ? maximum - mean : Math.max(maximum - given, given - mean);
    const scale = known ?? free;
    const location = given ?? maximum - scale;
    // Where both are known. What follows from the greatest value may be beside it by rounding.
    const isOutside = given !== undefined && scale < maximum - given;
    const value = -count * (Math.log(scale) + (location + scale - mean) / scale);
    return { parameters: { location, scale, shape: -1 + inside }, value: isOutside ? -Infinity : value };
  };
}
