import type { Interval } from "@mebae/stats";
import { Choice } from "../controls/Choice.js";
import { say } from "../language/language.js";
import { setLevel, setParameters } from "./actions.js";
import { intervalFormula } from "./formulas.js";
import { levels } from "./link.js";
import { likelihood } from "./messages.js";
import { parameterTitle } from "./names.js";
import { shown } from "./numbers.js";
import { level, parameters, study } from "./state.js";
import type { Estimated, Maximum } from "./worker/types.js";

/** The maximum, whether it is one, and how far the data leave it open. */
export function MaximumPanel() {
  const text = say(likelihood);
  const maximum = study.value?.maximum;
  if (!maximum) return null;
  const { status } = maximum;
  return (
    <section class="panel" aria-labelledby="maximum-title">
      <h2 id="maximum-title">{text.maximumTitle}</h2>
      <p class={status.kind === "converged" ? undefined : "problem"}>
        {text.status[status.kind]}{" "}
        {"reason" in status && (
          <span lang="en">
            ({status.kind}: {status.reason})
          </span>
        )}
      </p>
      <EstimateTable maximum={maximum} />
      <div class="row spread">
        <Choice
          label={text.level}
          value={String(level.value)}
          options={levels.map((one) => ({ value: String(one), label: `${100 * one}%` }))}
          onChange={(one) => setLevel(Number(one))}
        />
        <button type="button" disabled={isThere(maximum)} onClick={() => setParameters(maximum.parameters)}>
          {text.standThere}
        </button>
      </div>
      <p class="hint">
        {intervalFormula} {text.intervalHint(shown(maximum.drop, 3))}
      </p>
    </section>
  );
}

/** Whether a person stands at the maximum, or can't stand there. */
const isThere = (maximum: Maximum) =>
  maximum.status.kind !== "converged" ||
  Object.entries(maximum.parameters).every(([name, value]) => parameters.value[name] === value);

function EstimateTable({ maximum }: { readonly maximum: Maximum }) {
  const text = say(likelihood);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section class="scroll" aria-label={text.maximumTable} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.parameter}</th>
            <th scope="col" class="number">
              {text.estimate}
            </th>
            <th scope="col" class="number">
              {text.standardError}
            </th>
            <th scope="col" class="number">
              {text.profile}
            </th>
            <th scope="col" class="number">
              {text.wald}
            </th>
          </tr>
        </thead>
        <tbody>
          {maximum.estimated.map((one) => (
            <EstimateRow key={one.name} one={one} />
          ))}
          <tr>
            <th scope="row">l</th>
            <td class="number">{shown(maximum.logLikelihood, 6)}</td>
            <td colSpan={3} />
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function EstimateRow({ one }: { readonly one: Estimated }) {
  const info = study.value!.family.parameters.find(({ name }) => name === one.name);
  return (
    <tr>
      <th scope="row">{info ? parameterTitle(info) : one.name}</th>
      <td class="number">{shown(one.value, 6)}</td>
      <td class="number">{shown(one.standardError)}</td>
      <td class="number">{shownInterval(one.profile)}</td>
      <td class="number">{shownInterval(one.wald)}</td>
    </tr>
  );
}

const shownInterval = ({ low, high }: Interval) =>
  Number.isNaN(low) && Number.isNaN(high) ? "–" : `${shown(low)} … ${shown(high)}`;
