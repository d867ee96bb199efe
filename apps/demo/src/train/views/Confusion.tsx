import { text, written } from "../messages/messages.js";

export interface ConfusionProps {
  /** Rows are true classes, columns predicted ones. */
  readonly counts: readonly (readonly number[])[];
  readonly classes: readonly string[];
}

/** What was taken for what: a table, shaded by each row's shares. */
export function Confusion({ counts, classes }: ConfusionProps) {
  const { views: words } = text();
  return (
    <figure class="chart confusion">
      <figcaption>
        <span class="title">{words.confusion}</span>
        <span class="hint">{words.confusionHint}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard */}
      <section class="scroll" tabIndex={0} aria-label={words.confusion}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="corner">
                {words.confusionCorner}
              </th>
              {classes.map((name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((row, place) => (
              <Row key={classes[place]} name={classes[place]!} row={row} place={place} />
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );
}

interface RowProps {
  readonly name: string;
  readonly row: readonly number[];
  readonly place: number;
}

function Row({ name, row, place }: RowProps) {
  const total = row.reduce((sum, count) => sum + count, 0) || 1;
  return (
    <tr>
      <th scope="row">{name}</th>
      {row.map((count, column) => (
        <td
          key={column}
          class={`number ${column === place ? "right" : "wrong"}${count === 0 ? " none" : ""}`}
          style={{ "--share": `${Math.round((100 * count) / total)}%` }}
        >
          {written(count)}
        </td>
      ))}
    </tr>
  );
}
