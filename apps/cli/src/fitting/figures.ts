/** A number with the digits that its error leaves certain, and two more; six digits where no error is known. */
export function figure(value: number, error = Number.NaN): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : "-∞";
  const decimals = 2 - Math.floor(Math.log10(error));
  if (decimals <= 9 && Math.abs(value) < 1e12) return value.toFixed(Math.max(0, decimals));
  return String(Number(value.toPrecision(6)));
}
