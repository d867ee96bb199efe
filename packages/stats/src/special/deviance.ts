import { log1pmx } from "./logarithms.js";

/** log(1+u) - u, given both u and 1 + u, of which either may be known better. */
export function deviance(u: number, onePlus: number): number {
  return u > -0.5 && u < 0.5 ? log1pmx(u) : Math.log(onePlus) - u;
}
