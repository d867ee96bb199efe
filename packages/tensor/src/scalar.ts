// Float64 functions of plain numbers: the definitions that the ops' reference is made of.
export { erf, erfc, normalQuantile } from "./expression/reference/errorFunctions.js";
export { digamma, lgamma, lgammaOnePlus, polygamma } from "./expression/reference/gammaFunctions.js";
export { philox4x32, type Words4 } from "./random/philox.js";
