import { BackendError } from "@mebae/tensor/backend";
import { digamma } from "./functions/digamma.js";
import { lgamma } from "./functions/lgamma.js";
import { polygamma, trigamma } from "./functions/polygamma.js";
import { cos, sin, tan } from "./functions/quarterTurns.js";
import type { Declare } from "./scalars.js";

/**
 * Functions that have no expansion for float32, or none of large angles, and that other engines take from their host: by
 * name, the texts that declare `${name}Of` and what it calls.
 */
const functions: Readonly<Record<string, readonly string[]>> = {
  sin,
  cos,
  tan,
  lgamma,
  digamma,
  trigamma,
  polygamma,
};

/** Declares what stands for a function of the host, and gives its name. */
export function hostFunction(name: string, declare: Declare): string {
  const texts = functions[name];
  if (!texts) throw new BackendError(`the gpu backend has no function ${name}`);
  for (const text of texts) declare(text);
  return `${name}Of`;
}
