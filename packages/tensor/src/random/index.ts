export { bernoulli, categorical } from "./choices.js";
export { Generator } from "./generator.js";
export { permutation, randomIntegers } from "./integers.js";
export { Key } from "./key.js";
export { type NormalOptions, normal } from "./normal.js";
export { type DrawOptions, randomBits } from "./randomBits.js";
export { type UniformOptions, uniform } from "./uniform.js";
