import { readFileSync } from "node:fs";

interface Fixture {
  readonly numpy: string;
  readonly arrays: readonly { name: string; bytes: string; shape: number[]; values: (number | string)[] }[];
  readonly refused: Readonly<Record<string, string>>;
  readonly archives: Readonly<Record<string, string>>;
}

/** Files that NumPy wrote (make_numpy_fixture.py), as base64, and what is in them. */
export const numpyFixture: Fixture = JSON.parse(
  readFileSync(new URL("numpy.fixture.json", import.meta.url), "utf8"),
);

export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
