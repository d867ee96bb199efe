import type { Steps } from "../../expression/steps.js";
import type { CpuMachine } from "../kernel.js";
import { encodeModule, type FunctionBody, isShared } from "./encoder.js";

/**
 * The function of a kernel: generated once for all that are described alike.
 * @param kernel All that the code depends on, as plain data and `Steps`.
 */
export function generated(
  machine: CpuMachine,
  kind: string,
  kernel: object,
  code: () => FunctionBody,
): WebAssembly.ExportValue {
  const functions: Record<string, Steps["functions"][string]> = {};
  const key = JSON.stringify(kernel, (_, value) => {
    // As text, since JSON has neither infinities nor the zero below zero.
    if (typeof value === "number") return Object.is(value, -0) ? "-0" : `${value}`;
    if (!value?.functions) return value;
    Object.assign(functions, value.functions);
    return value.key;
  });
  const module = () => encodeModule(code(), isShared(machine));
  return machine.instantiate(`${kind} ${key}`, module, functions).run!;
}
