import { Choice } from "../../controls/Choice.js";
import { change } from "../actions.js";
import { text } from "../messages/messages.js";
import { type DataChoice, tasks } from "../setup/setup.js";
import { columns, facts, phase } from "../signals.js";

/** Of a table: which column is predicted, and what each was taken for. */
export function TablePart({ data }: { readonly data: Extract<DataChoice, { kind: "files" }> }) {
  const { data: words } = text();
  const names = columns.value;
  const disabled = phase.value === "running";
  if (names.length === 0) return null;
  return (
    <>
      <Choice
        label={words.target}
        value={data.target ?? names.at(-1)!}
        disabled={disabled}
        options={names.map((name) => ({ value: name, label: name }))}
        onChange={(target) => change({ data: { ...data, target } })}
      />
      <Choice
        label={words.task}
        value={data.task}
        disabled={disabled}
        options={tasks.map((value) => ({ value, label: words.tasks[value] }))}
        onChange={(task) => change({ data: { ...data, task } })}
      />
      <Columns />
      <Warnings />
    </>
  );
}

function Columns() {
  const { data: words } = text();
  const known = facts.value;
  if (!known || known.columns.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard
    <section class="scroll columns-table" tabIndex={0} aria-label={words.columns}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.role}</th>
          </tr>
        </thead>
        <tbody>
          {known.columns.map(({ name, type, role }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{words.types[type] ?? type}</td>
              <td>{words.roles[role]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Warnings() {
  const { data: words } = text();
  const warnings = facts.value?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <div class="note">
      <h3>{words.warnings}</h3>
      <ul lang="en">
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </div>
  );
}
