import { BackendError } from "@mebae/tensor/backend";
import type { Declare } from "./scalars.js";

/** Functions that have no expansion for float32, and that other engines take from their host: name in WGSL and text. */
const functions: Readonly<Record<string, string>> = {};

/** Declares what stands for a function of the host, and gives its name. */
export function hostFunction(name: string, declare: Declare): string {
  const text = functions[name];
  if (text === undefined) throw new BackendError(`the gpu backend has no function ${name}`);
  declare(text);
  return `${name}Of`;
}
