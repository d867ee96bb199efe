import { absCases } from "./ops/abs.cases.js";
import { addCases } from "./ops/add.cases.js";
import { anyAllCases } from "./ops/anyAll.cases.js";
import { argExtremesCases } from "./ops/argExtremes.cases.js";
import { atCases } from "./ops/at.cases.js";
import { bitwiseCases } from "./ops/bitwise.cases.js";
import type { OpCases } from "./ops/caseTypes.js";
import { castCases } from "./ops/cast.cases.js";
import { choleskyCases } from "./ops/cholesky.cases.js";
import { clipCases } from "./ops/clip.cases.js";
import { comparisonCases } from "./ops/comparisons.cases.js";
import { concatenateCases } from "./ops/concatenate.cases.js";
import { conv1dCases } from "./ops/conv1d.cases.js";
import { conv2dCases } from "./ops/conv2d.cases.js";
import { cumulativeProductCases } from "./ops/cumulativeProduct.cases.js";
import { cumulativeSumCases } from "./ops/cumulativeSum.cases.js";
import { diagonalCases } from "./ops/diagonal.cases.js";
import { divCases } from "./ops/div.cases.js";
import { dotCases } from "./ops/dot.cases.js";
import { eluCases } from "./ops/elu.cases.js";
import { errorFunctionCases } from "./ops/errorFunctions.cases.js";
import { exponentialCases } from "./ops/exponentials.cases.js";
import { extremaCases } from "./ops/extrema.cases.js";
import { extremesCases } from "./ops/extremes.cases.js";
import { finitenessCases } from "./ops/finiteness.cases.js";
import { flipCases } from "./ops/flip.cases.js";
import { floorDivisionCases } from "./ops/floorDivision.cases.js";
import { gammaFunctionCases } from "./ops/gammaFunctions.cases.js";
import { gatherCases } from "./ops/gather.cases.js";
import { geluCases } from "./ops/gelu.cases.js";
import { gridSampleCases } from "./ops/gridSample.cases.js";
import { hyperbolicCases } from "./ops/hyperbolic.cases.js";
import { leakyReluCases } from "./ops/leakyRelu.cases.js";
import { logarithmCases } from "./ops/logarithms.cases.js";
import { logicalCases } from "./ops/logical.cases.js";
import { logSumExpCases } from "./ops/logSumExp.cases.js";
import { matmulCases } from "./ops/matmul.cases.js";
import { meanCases } from "./ops/mean.cases.js";
import { meshgridCases } from "./ops/meshgrid.cases.js";
import { mulCases } from "./ops/mul.cases.js";
import { negCases } from "./ops/neg.cases.js";
import { normCases } from "./ops/norm.cases.js";
import { normalDistributionCases } from "./ops/normalDistribution.cases.js";
import { oneHotCases } from "./ops/oneHot.cases.js";
import { padCases } from "./ops/pad.cases.js";
import { poolingCases } from "./ops/pooling.cases.js";
import { powCases } from "./ops/pow.cases.js";
import { productCases } from "./ops/product.cases.js";
import { reciprocalCases } from "./ops/reciprocal.cases.js";
import { reluCases } from "./ops/relu.cases.js";
import { reorderingCases } from "./ops/reordering.cases.js";
import { rollCases } from "./ops/roll.cases.js";
import { roundingCases } from "./ops/rounding.cases.js";
import { rsqrtCases } from "./ops/rsqrt.cases.js";
import { scatterCases } from "./ops/scatter.cases.js";
import { sigmoidCases } from "./ops/sigmoid.cases.js";
import { signCases } from "./ops/sign.cases.js";
import { siluCases } from "./ops/silu.cases.js";
import { sliceCases } from "./ops/slice.cases.js";
import { softmaxCases } from "./ops/softmax.cases.js";
import { softplusCases } from "./ops/softplus.cases.js";
import { softsignCases } from "./ops/softsign.cases.js";
import { sortCases } from "./ops/sort.cases.js";
import { splitCases } from "./ops/split.cases.js";
import { sqrtCases } from "./ops/sqrt.cases.js";
import { squareCases } from "./ops/square.cases.js";
import { subCases } from "./ops/sub.cases.js";
import { sumCases } from "./ops/sum.cases.js";
import { tileCases } from "./ops/tile.cases.js";
import { triangleCases } from "./ops/triangle.cases.js";
import { trigonometricCases } from "./ops/trigonometric.cases.js";
import { varianceCases } from "./ops/variance.cases.js";
import { whereCases } from "./ops/where.cases.js";
import { windowsCases } from "./ops/windows.cases.js";

export type * from "./ops/caseTypes.js";

/** The cases of every op, for `testBackend` of @mebae/conformance. */
export const allCases: readonly OpCases[] = [
  absCases,
  addCases,
  ...anyAllCases,
  ...argExtremesCases,
  atCases,
  ...bitwiseCases,
  ...castCases,
  ...choleskyCases,
  clipCases,
  ...comparisonCases,
  ...concatenateCases,
  conv1dCases,
  ...conv2dCases,
  cumulativeProductCases,
  cumulativeSumCases,
  ...diagonalCases,
  divCases,
  ...dotCases,
  ...eluCases,
  ...errorFunctionCases,
  ...exponentialCases,
  ...extremaCases,
  ...extremesCases,
  ...finitenessCases,
  flipCases,
  ...floorDivisionCases,
  ...gammaFunctionCases,
  ...gatherCases,
  ...geluCases,
  ...gridSampleCases,
  ...hyperbolicCases,
  ...leakyReluCases,
  ...logarithmCases,
  ...logicalCases,
  ...logSumExpCases,
  matmulCases,
  meanCases,
  meshgridCases,
  mulCases,
  negCases,
  ...normCases,
  ...normalDistributionCases,
  oneHotCases,
  padCases,
  ...poolingCases,
  powCases,
  productCases,
  reciprocalCases,
  reluCases,
  ...reorderingCases,
  rollCases,
  ...roundingCases,
  rsqrtCases,
  ...scatterCases,
  sigmoidCases,
  signCases,
  siluCases,
  sliceCases,
  ...softmaxCases,
  softplusCases,
  softsignCases,
  ...sortCases,
  splitCases,
  sqrtCases,
  squareCases,
  subCases,
  sumCases,
  ...tileCases,
  ...triangleCases,
  ...trigonometricCases,
  ...varianceCases,
  whereCases,
  ...windowsCases,
];
