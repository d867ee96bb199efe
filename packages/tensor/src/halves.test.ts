import { expect, test } from "vitest";
import { halfBits, halfNumber } from "./halves.js";

test("every float16 is its bits", () => {
  for (let bits = 0; bits < 65536; bits++) {
    const number = halfNumber(bits);
    if (Number.isNaN(number)) expect(halfBits(number)).toBe(0x7e00);
    else if (halfBits(number) !== bits) expect.fail(`${bits} became ${halfBits(number)}`);
  }
  // IEEE 754: the smallest, the largest subnormal, the smallest normal, the largest.
  expect([0x0001, 0x03ff, 0x0400, 0x7bff].map(halfNumber)).toEqual([
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    65504,
  ]);
});

test("numbers between two become the nearer, ties the even one", () => {
  for (let bits = 0; bits < 0x7bff; bits++) {
    const [low, high] = [halfNumber(bits), halfNumber(bits + 1)];
    const middle = (low + high) / 2;
    const even = bits % 2 === 0 ? bits : bits + 1;
    const found = [middle * (1 - 2 ** -50), middle, middle * (1 + 2 ** -50)].map(halfBits);
    if (found.join() !== [bits, even, bits + 1].join()) expect.fail(`beside ${middle}: ${found}`);
  }
  expect([65519.99, 65520, Infinity, -Infinity, -0, -1e-9].map(halfBits)).toEqual([
    0x7bff, 0x7c00, 0x7c00, 0xfc00, 0x8000, 0x8000,
  ]);
});
