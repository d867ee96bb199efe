// The special functions that the distributions are made of: float64, scalar, not part of the package's face.

export {
  besselRatio,
  besselRatioComplement,
  besselRatioDerivative,
  besselRatioInverse,
  logI0,
  logScaledI0,
} from "./bessel.js";
export { betaIInverse, logBetaI } from "./beta.js";
export { logBetaIByShapes } from "./betaDerivatives.js";
export { gammaPInverse, gammaPInverseOfLogs, gammaPQ, logGammaP, logGammaQ } from "./gamma.js";
export { logGammaPByShape, logGammaQByShape } from "./gammaDerivatives.js";
export { digammaDifference, lgammaDifference, trigammaDifference } from "./gammaDifferences.js";
export { expm1mx, log1mexp, log1pmx, logDifference, logSum } from "./logarithms.js";
export { logBeta, logChoose } from "./logBeta.js";
export { erfcx, inverseMillsRatio, logNormalCdf, normalQuantile, normalQuantileOfLog } from "./normal.js";
export { logMinusDigamma, stirlingRest } from "./stirling.js";
export { logStudentTCdf, logStudentTCdfByDegrees, studentTQuantile } from "./studentT.js";
export { vonMisesCdf } from "./vonMises.js";
