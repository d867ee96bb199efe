import { figure, percent, text, written } from "../messages/messages.js";
import { epochs, facts, fitted, losses } from "../signals.js";

/** The numbers that matter, large. */
export function Figures() {
  const { figures: words } = text();
  const known = facts.value;
  if (!known) return null;
  const last = epochs.value.at(-1);
  const isOfNumbers = known.task === "regression";
  return (
    <dl class="figures">
      {isOfNumbers ? (
        <>
          <Figure name={words.rSquared} value={figure(last?.rSquared)} isMain />
          <Figure name={words.rmse(known.target ?? "")} value={figure(last?.rmse)} />
        </>
      ) : (
        <>
          <Figure name={words.accuracy} value={percent(last?.accuracy)} isMain />
          <Figure name={words.trainingAccuracy} value={percent(last?.trainingAccuracy)} />
        </>
      )}
      <Figure name={words.loss} value={figure(losses.value.values.at(-1))} />
      <Figure name={words.validationLoss} value={figure(last?.validationLoss)} />
      <Figure name={words.parameters} value={fitted.value ? written(fitted.value.parameters) : words.none} />
      <Figure name={words.examples} value={written(known.training + known.validation)} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly isMain?: boolean;
}

export function Figure({ name, value, isMain = false }: FigureProps) {
  return (
    <div class={isMain ? "main" : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
