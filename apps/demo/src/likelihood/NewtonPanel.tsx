import { say } from "../language/language.js";
import { goBack, takeSteps } from "./actions.js";
import { newtonFormula } from "./formulas.js";
import { likelihood } from "./messages.js";
import { shown } from "./numbers.js";
import { path, study } from "./state.js";
import type { NewtonStep, ParameterInfo } from "./worker/types.js";

/** Newton's steps from where a person stands to the maximum, with their numbers. */
export function NewtonPanel() {
  const text = say(likelihood);
  const found = study.value;
  const way = path.value;
  if (!found || found.refusal) return null;
  const steps = way?.found.steps ?? [];
  const isAtEnd = way !== undefined && way.taken >= steps.length;
  const isUnsuited = !found.family.isSmooth;
  return (
    <section class="panel" aria-labelledby="newton-title">
      <h2 id="newton-title">{text.newtonTitle}</h2>
      <p>{newtonFormula}</p>
      {isUnsuited ? (
        <p>{text.newtonUnsuited}</p>
      ) : (
        <>
          <div class="row">
            <button type="button" class="primary" disabled={isAtEnd} onClick={() => takeSteps("one")}>
              {text.oneStep}
            </button>
            <button type="button" disabled={isAtEnd} onClick={() => takeSteps("all")}>
              {text.allSteps}
            </button>
            <button type="button" disabled={!way || steps.length === 0} onClick={goBack}>
              {text.goBack}
            </button>
          </div>
          <p role="status">{way ? sentenceOf(way.found.hasArrived, way.taken, steps) : text.newtonHint}</p>
          {way && way.taken > 0 && (
            <Steps
              steps={steps.slice(0, way.taken)}
              infos={namesOf(found.family.parameters, way.found.names)}
            />
          )}
        </>
      )}
    </section>
  );
}

const namesOf = (all: readonly ParameterInfo[], names: readonly string[]) =>
  names.map((name) => all.find((one) => one.name === name)!);

function sentenceOf(hasArrived: boolean, taken: number, steps: readonly NewtonStep[]): string {
  const text = say(likelihood);
  if (steps.length === 0) return text.alreadyThere;
  if (taken < steps.length) return text.onTheWay(taken, text.stepKinds[steps[taken - 1]!.kind]);
  return hasArrived ? text.arrived(steps.length) : text.stalled(steps.length);
}

interface StepsProps {
  readonly steps: readonly NewtonStep[];
  readonly infos: readonly ParameterInfo[];
}

function Steps({ steps, infos }: StepsProps) {
  const text = say(likelihood);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section class="scroll" aria-label={text.stepsTable} tabIndex={0}>
      <table class="steps">
        <thead>
          <tr>
            <th scope="col">{text.step}</th>
            <th scope="col">{text.from}</th>
            <th scope="col" class="number">
              l
            </th>
            <th scope="col">g</th>
            <th scope="col">H</th>
            <th scope="col">{text.move}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, i) => (
            <StepRows key={i} number={i + 1} step={step} infos={infos} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface StepRowsProps {
  readonly number: number;
  readonly step: NewtonStep;
  readonly infos: readonly ParameterInfo[];
}

/** A step's numbers; where it isn't Newton's own, why, in a line below that needs no column of its own. */
function StepRows({ number, step, infos }: StepRowsProps) {
  const { stepKinds } = say(likelihood);
  return (
    <>
      <tr class={step.kind === "newton" ? undefined : "open"}>
        <th scope="row">{number}</th>
        <td>
          <Lines lines={infos.map(({ name, symbol }) => `${symbol} = ${shown(step.from[name]!, 6)}`)} />
        </td>
        <td class="number">{shown(step.logLikelihood, 6)}</td>
        <td class="number">
          <Lines lines={step.gradient.map((slope) => shown(slope))} />
        </td>
        <td>
          <Matrix rows={step.hessian} />
        </td>
        <td class="number">
          <Lines lines={step.step.map((part) => shown(part))} />
        </td>
      </tr>
      {step.kind !== "newton" && (
        <tr class="held">
          <td />
          <td colSpan={5}>{stepKinds[step.kind]}</td>
        </tr>
      )}
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <>
      {lines.map((line, i) => (
        <div key={i}>{line}</div>
      ))}
    </>
  );
}

function Matrix({ rows }: { readonly rows: readonly (readonly number[])[] }) {
  return (
    <div class="matrix" style={{ gridTemplateColumns: `repeat(${rows.length}, auto)` }}>
      {rows.flatMap((row, i) => row.map((entry, j) => <span key={`${i},${j}`}>{shown(entry)}</span>))}
    </div>
  );
}
