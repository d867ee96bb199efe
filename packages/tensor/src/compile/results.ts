import { UsageError } from "../errors.js";
import { isPlainObject } from "../scope.js";
import { Tensor } from "../tensor.js";

/** A result's form: tensors by number, in arrays and plain objects; anything else stays what it was while tracing. */
export type Template =
  | { readonly kind: "tensor"; readonly number: number }
  | { readonly kind: "array"; readonly items: readonly Template[] }
  | { readonly kind: "object"; readonly names: readonly string[]; readonly items: readonly Template[] }
  | { readonly kind: "static"; readonly value: unknown };

/** The form of what a traced function returned; its tensors go to the end of `tensors`. */
export function templateOf(value: unknown, tensors: Tensor[]): Template {
  if (value instanceof Tensor) {
    value.assertAlive("compile: the result");
    if (value.weakNumber !== undefined)
      throw new UsageError("compile: the function returned a number argument; its caller has it already");
    tensors.push(value);
    return { kind: "tensor", number: tensors.length - 1 };
  }
  if (Array.isArray(value)) return { kind: "array", items: value.map((item) => templateOf(item, tensors)) };
  if (isPlainObject(value)) {
    const names = Object.keys(value);
    return { kind: "object", names, items: names.map((name) => templateOf(value[name], tensors)) };
  }
  if (typeof value === "object" && value !== null) {
    throw new UsageError(
      `compile: the function returned a ${value.constructor.name}; return tensors, in arrays and plain objects where there are several`,
    );
  }
  return { kind: "static", value };
}

/** A result of this form. */
export function fill(template: Template, tensors: readonly Tensor[]): unknown {
  switch (template.kind) {
    case "tensor":
      return tensors[template.number];
    case "array":
      return template.items.map((item) => fill(item, tensors));
    case "object": {
      const result: Record<string, unknown> = {};
      for (let i = 0; i < template.names.length; i++)
        result[template.names[i]!] = fill(template.items[i]!, tensors);
      return result;
    }
    case "static":
      return template.value;
  }
}
