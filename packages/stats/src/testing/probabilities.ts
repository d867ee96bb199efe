/** Probabilities in the middle of a distribution. */
export const central = [0.001, 0.03, 0.2, 0.45, 0.5, 0.71, 0.93, 0.9995];
/** And far out. */
export const tails = [1e-300, 1e-100, 1e-30, 1e-14, 1e-6];
