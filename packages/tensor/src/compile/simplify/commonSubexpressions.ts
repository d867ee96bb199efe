import { opKey } from "../../execute.js";
import type { TracedNode, TracedValue } from "../value.js";

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

  /** Constants are the same by their number, other values by being the same. */
  #keyOf(value: TracedValue): string {
    let key = this.#keys.get(value);
    if (key === undefined) {
      const { dtype, shape, constant } = value.spec;
      key =
        constant === undefined
          ? `${this.#keys.size}`
          : `${dtype}[${shape.join(" ")}]${Object.is(constant, -0) ? "-0" : constant}`;
      this.#keys.set(value, key);
    }
    return key;
  }
}
