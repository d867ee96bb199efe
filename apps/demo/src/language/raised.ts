/** An exponent: -12 as ⁻¹². */
export const raised = (whole: number): string =>
  String(whole).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!));
