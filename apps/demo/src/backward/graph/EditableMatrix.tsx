import { NumberField } from "../../controls/NumberField.js";
import { say } from "../../language/language.js";
import { isBackward, keyOf, symbolOf, used } from "../derivation.js";
import type { Given } from "../layers/layer.js";
import { messages } from "../messages.js";
import { largest, withNumber } from "../setup.js";
import { layer, setMatrix, values } from "../state.js";

/** Numbers to type, in the rows and columns of their matrix. The keys ↑ and ↓ change a number by a step. */
export function EditableMatrix({ given, isLabels }: { readonly given: Given; readonly isLabels: boolean }) {
  const { name, step = 1 } = given;
  const text = say(messages);
  const matrix = values.value[name]!;
  return (
    <div
      class={`cells ${isBackward(name) ? "back" : "ahead"}`}
      style={{ gridTemplateColumns: `repeat(${matrix[0]!.length}, var(--cell))` }}
    >
      {matrix.map((numbers, row) =>
        numbers.map((number, column) => {
          const cell = { name, row, column };
          return (
            <div key={keyOf(cell)} class={used.value.has(keyOf(cell)) ? "used" : undefined}>
              <NumberField
                label={symbolOf(layer.value, cell, values.value)}
                isLabelHidden
                value={number}
                min={isLabels ? 0 : -largest}
                max={isLabels ? 9 : largest}
                step={isLabels ? 1 : step}
                isWhole={isLabels}
                refusal={isLabels ? text.noLabel : text.noNumber}
                onChange={(value) => setMatrix(name, withNumber(matrix, row, column, value))}
              />
            </div>
          );
        }),
      )}
    </div>
  );
}
