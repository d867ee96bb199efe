export { Gumbel } from "./gumbel.js";
export { Normal } from "./normal.js";
