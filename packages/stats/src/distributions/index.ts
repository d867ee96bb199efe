export { Bernoulli } from "./bernoulli.js";
export { Geometric } from "./geometric.js";
export { Gumbel } from "./gumbel.js";
export { Normal } from "./normal.js";
export { Poisson } from "./poisson.js";
