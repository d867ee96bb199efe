import { opKey } from "../../execute.js";
import type { TracedNode, TracedValue } from "../value.js";
import { numberKey } from "./numbers.js";

/** Finds nodes that compute what another one does: the same op, attributes and inputs. */
export class CommonSubexpressions {
  readonly #byKey = new Map<string, TracedValue>();
  readonly #keys = new Map<TracedValue, string>();

  /** The value of the first node like this one: its own where it is the first. */
  find(node: TracedNode): TracedValue {
    const key = `${opKey(node.op, node.attributes)}|${node.inputs.map((input) => this.#keyOf(input)).join()}`;
    const known = this.#byKey.get(key);
    if (known) return known;
    this.#byKey.set(key, node.output);
    return node.output;
  }

  /** The first of the constants that are the same number; other values as they are. */
  constant(value: TracedValue): TracedValue {
    if (value.spec.constant === undefined) return value;
    const key = this.#keyOf(value);
    const known = this.#byKey.get(key);
    if (!known) this.#byKey.set(key, value);
    return known ?? value;
  }

  /** Constants are the same by their number, other values by being the same. */
  #keyOf(value: TracedValue): string {
    let key = this.#keys.get(value);
    if (key === undefined) {
      const { dtype, shape, constant } = value.spec;
      key =
        constant === undefined ? `${this.#keys.size}` : `${dtype}[${shape.join(" ")}]${numberKey(constant)}`;
      this.#keys.set(value, key);
    }
    return key;
  }
}
