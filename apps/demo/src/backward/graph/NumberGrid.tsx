import { useState } from "preact/hooks";
import { derivationOf, isBackward, keyOf, shownDerivation, symbolOf, textOf, used } from "../derivation.js";
import { numberAt } from "../layers/layer.js";
import { shown } from "../numbers.js";
import { type Cell, type Matrix, sameCell } from "../setup.js";
import { looked, type Outcome } from "../state.js";

export interface NumberGridProps {
  readonly name: string;
  readonly outcome: Outcome;
}

/** Numbers that came out. Pointing at one, or going to it by the arrow keys, shows how it came about. */
export function NumberGrid({ name, outcome }: NumberGridProps) {
  const [at, setAt] = useState({ row: 0, column: 0 });
  const matrix = outcome.values[name] as Matrix;
  const last = { row: matrix.length - 1, column: matrix[0]!.length - 1 };
  // The stop of the Tab key stays inside when the matrix has shrunk.
  const stop = { row: Math.min(at.row, last.row), column: Math.min(at.column, last.column) };
  const move = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
    };
    const step = steps[event.key];
    const next = step && { row: stop.row + step[0], column: stop.column + step[1] };
    if (!next || !(next.row in matrix) || !(next.column in matrix[0]!)) return;
    event.preventDefault();
    (event.currentTarget.children[next.row]!.children[next.column] as HTMLElement).focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table can't be walked by arrow keys
    <div
      role="grid"
      aria-label={name}
      class={`numbers ${isBackward(name) ? "back" : "ahead"}`}
      style={{ gridTemplateColumns: `repeat(${last.column + 1}, max-content)` }}
      onKeyDown={move}
    >
      {matrix.map((numbers, row) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: its cells are
        <div key={keyOf({ name, row, column: 0 })} role="row">
          {numbers.map((_, column) => (
            <GridCell
              key={column}
              cell={{ name, row, column }}
              outcome={outcome}
              isStop={row === stop.row && column === stop.column}
              onLook={() => setAt({ row, column })}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface GridCellProps {
  readonly cell: Cell;
  readonly outcome: Outcome;
  /** Whether the Tab key stops here. */
  readonly isStop: boolean;
  readonly onLook: () => void;
}

function GridCell({ cell, outcome, isStop, onLook }: GridCellProps) {
  const { layer, values } = outcome;
  const number = numberAt(values, cell);
  const derivation = derivationOf(layer, cell, values);
  const isLooked = sameCell(shownDerivation.value?.cell, cell);
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    <div
      role="gridcell"
      tabIndex={isStop ? 0 : -1}
      aria-label={derivation ? textOf(derivation) : `${symbolOf(layer, cell, values)} = ${shown(number)}`}
      title={String(number)}
      class={isLooked ? "looked" : used.value.has(keyOf(cell)) ? "used" : undefined}
      onFocus={() => {
        onLook();
        looked.value = cell;
      }}
      onPointerEnter={() => {
        looked.value = cell;
      }}
    >
      {shown(number)}
    </div>
  );
}
