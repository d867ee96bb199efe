export { Bernoulli } from "./bernoulli.js";
export { Binomial } from "./binomial.js";
export { Geometric } from "./geometric.js";
export { Gumbel } from "./gumbel.js";
export { NegativeBinomial } from "./negativeBinomial.js";
export { Normal } from "./normal.js";
export { Poisson } from "./poisson.js";
export { ZeroInflatedPoisson } from "./zeroInflatedPoisson.js";
