import { UsageError } from "@mebae/tensor";
import { logStudentTCdf as cdfValue, logStudentTCdfByDegrees } from "../special/studentT.js";
import { logStudentT as densityValue } from "../special/studentTKernel.js";
import { add, div, mul, neg, square, sub } from "./arithmetic.js";
import { deviance } from "./deviance.js";
import { exp } from "./functions.js";
import { digammaGap } from "./gammaDifferences.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const density: Operation = {
  name: "logStudentT",
  value: (z, df) => densityValue(z!, df!),
  derivatives: [
    ([z, df]) => neg(mul(add(df!, 1), div(z!, add(df!, square(z!))))),
    ([z, df]) => byDegrees(z!, df!),
  ],
};

/**
 * ½(ψ((ν+1)/2) - ψ(ν/2) - 1/ν - log(1+z²/ν)) + (ν+1)z²/(2ν(ν+z²)): its parts fall as 1/ν and it as 1/ν². It is written as what is
 * left of the logarithms, with u = (1-z²)/(ν+z²), ½(ψ((ν+1)/2) - ψ(ν/2) - log(1+1/ν) + log(1+u) - u).
 */
function byDegrees(z: Term, df: Term): Term {
  const total = add(df, square(z));
  const rest = deviance(div(sub(1, square(z)), total), div(add(df, 1), total));
  return mul(0.5, add(digammaGap(div(df, 2), 0.5), rest));
}

const cdf: Operation = {
  name: "logStudentTCdf",
  value: (z, df) => cdfValue(z!, df!),
  derivatives: [
    ([z, df], self) => exp(sub(logStudentT(z!, df!), self)),
    ([z, df]) => apply(cdfByDegrees, z!, df!),
  ],
};

const cdfByDegrees: Operation = {
  name: "logStudentTCdfByDegrees",
  value: (z, df) => logStudentTCdfByDegrees(z!, df!, 1),
  derivatives: [
    // Of the density over F, which is its logarithm's derivative times itself.
    ([z, df], self) => {
      const ratio = exp(sub(logStudentT(z!, df!), logStudentTCdf(z!, df!)));
      return mul(ratio, sub(byDegrees(z!, df!), self));
    },
    ([z, df]) => apply(cdfByDegreesTwice, z!, df!),
  ],
};

const cdfByDegreesTwice: Operation = {
  name: "logStudentTCdfByDegreesTwice",
  value: (z, df) => logStudentTCdfByDegrees(z!, df!, 2),
  derivatives: [third, third],
};

function third(): never {
  throw new UsageError(
    "Student's distribution function has no third derivatives by the degrees of freedom: differentiate twice at most",
  );
}

/** log of Student's density at z. */
export function logStudentT(z: TermLike, df: TermLike): Term {
  return apply(density, z, df);
}

/** log of Student's distribution function; its survival function is that of -z. */
export function logStudentTCdf(z: TermLike, df: TermLike): Term {
  return apply(cdf, z, df);
}
