import { say } from "../../language/language.js";
import { formatShape, shapeOf } from "../crossing.js";
import { formOf } from "../layers/index.js";
import type { Given } from "../layers/layer.js";
import { messages } from "../messages.js";
import { most, resized } from "../setup.js";
import { layer, setMatrix, values } from "../state.js";

/** A matrix's shape; opened, buttons that add and remove rows and columns. */
export function Shape({ given }: { readonly given: Given }) {
  const { name, fixed } = given;
  const text = say(messages);
  const matrix = values.value[name]!;
  const [rows, columns] = [matrix.length, matrix[0]!.length];
  const shape = formatShape(shapeOf(matrix, formOf(layer.value, name, values.value)));
  if (fixed === "shape") return <span class="shape">{shape}</span>;
  const to = (nextRows: number, nextColumns: number) => () =>
    setMatrix(name, resized(matrix, nextRows, nextColumns));
  return (
    <details class="shape">
      <summary aria-label={text.shapeOf(name, shape)}>{shape}</summary>
      <div class="steppers">
        <Stepper
          what={text.rows}
          of={name}
          count={rows}
          fewer={to(rows - 1, columns)}
          further={to(rows + 1, columns)}
        />
        {fixed !== "columns" && (
          <Stepper
            what={text.columns}
            of={name}
            count={columns}
            fewer={to(rows, columns - 1)}
            further={to(rows, columns + 1)}
          />
        )}
      </div>
    </details>
  );
}

interface StepperProps {
  readonly what: string;
  readonly of: string;
  readonly count: number;
  readonly fewer: () => void;
  readonly further: () => void;
}

function Stepper({ what, of, count, fewer, further }: StepperProps) {
  const text = say(messages);
  return (
    <div class="stepper">
      <span>{what}</span>
      <button type="button" aria-label={text.fewer(what, of)} disabled={count <= 1} onClick={fewer}>
        −
      </button>
      <output>{count}</output>
      <button type="button" aria-label={text.further(what, of)} disabled={count >= most} onClick={further}>
        +
      </button>
    </div>
  );
}
