/** 2²⁷ + 1 splits a number of 53 bits into two of 26. */
const splitter = 134217729;

/**
 * A sum of products in twice the precision of float64: high + low, by error-free products and sums (Dekker 1971; Ogita,
 * Rump & Oishi 2005, "Accurate sum and dot product").
 */
export class DoubledSum {
  high = 0;
  low = 0;

  get value(): number {
    return this.high + this.low;
  }

  add(x: number): void {
    const sum = this.high + x;
    const part = sum - this.high;
    this.low += this.high - (sum - part) + (x - part);
    this.high = sum;
  }

  addProduct(x: number, y: number): void {
    const product = x * y;
    const xLarge = splitter * x;
    const yLarge = splitter * y;
    const xHigh = xLarge - (xLarge - x);
    const yHigh = yLarge - (yLarge - y);
    const xLow = x - xHigh;
    const yLow = y - yHigh;
    this.low += xHigh * yHigh - product + xHigh * yLow + xLow * yHigh + xLow * yLow;
    this.add(product);
  }

  clear(): void {
    this.high = 0;
    this.low = 0;
  }
}
