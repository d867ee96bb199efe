import { scope, Tensor } from "@mebae/tensor";
import type { OpCase, OpCases } from "@mebae/tensor/cases";
import { ConformanceError } from "./check.js";

/** Calls the public function that the cases name, and picks the result that they mean. */
export function callOp(
  functions: Readonly<Record<string, unknown>>,
  cases: OpCases,
  c: OpCase,
  tensors: readonly Tensor[],
): Tensor {
  const f = functions[cases.name];
  if (typeof f !== "function") throw new ConformanceError(`${cases.name}: no such function is exported`);
  const others = c.arguments ?? [];
  return scope(() => {
    const result: unknown =
      cases.tensors === "list"
        ? f(tensors, ...others)
        : cases.tensors === "last"
          ? f(...others, ...tensors)
          : f(...tensors, ...others);
    const picked =
      cases.result === undefined ? result : (result as Record<string | number, unknown>)[cases.result];
    if (!(picked instanceof Tensor)) {
      throw new ConformanceError(`${cases.name}: expected a tensor, got ${typeof picked}`);
    }
    return tensors.includes(picked) ? picked.alias() : picked;
  });
}

/** The call in words, for failures. */
export function describeCall(cases: OpCases, c: OpCase): string {
  const shapes = c.inputs.map(({ shape }) => `[${shape.join(", ")}]`);
  const args = (c.arguments ?? []).map((argument) => JSON.stringify(argument));
  const label = c.label ? ` (${c.label})` : "";
  return `${cases.name}(${[...shapes, ...args].join(", ")})${label}`;
}
