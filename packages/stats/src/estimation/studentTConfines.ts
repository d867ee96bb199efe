import { countOf, type Observations } from "../likelihood/observations.js";
import type { Confines } from "../record.js";
import { Sample } from "../sample.js";
import { heaviest } from "./heaviest.js";

/** A scale that data of unit size don't have. */
const collapsed = 1e-8;

/**
 * Around an exact value that has m of the weight n Student's likelihood grows without bound as the scale goes to 0, for ν below m/(n - m)
 * (Fernández & Steel 1999); bounds in place of the other values make them no less far from it. What is fitted is a maximum above.
 */
export function studentTConfines(
  observations: Observations,
  by: readonly string[],
): Confines<"degreesOfFreedom" | "location" | "scale"> | undefined {
  const { exact } = observations;
  if (!exact || !["degreesOfFreedom", "location", "scale"].every((name) => by.includes(name)))
    return undefined;
  const { weight } = heaviest(new Sample(exact.values, exact.weights));
  const others = countOf(observations) - weight;
  const above = others > 0 ? weight / others : Number.MAX_VALUE;
  return {
    parameter: "degreesOfFreedom",
    above,
    isLeft: ({ scale }) => scale < collapsed,
    reason: `no maximum was found with more than ${above} degrees of freedom, and with less the likelihood grows without bound as the scale goes to 0 around a value of weight ${weight}`,
  };
}
