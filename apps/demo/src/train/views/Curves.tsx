import { useMemo } from "preact/hooks";
import { LineChart } from "../../charts/LineChart.js";
import { figure, percent, text } from "../messages/messages.js";
import { epochs, facts, losses } from "../signals.js";
import { lossSeries } from "./lossSeries.js";

/** The loss of each step, and that of the held-out examples after each epoch. */
export function LossCurve() {
  const { views: words } = text();
  const { x, training, validation } = useMemo(
    () => lossSeries(losses.value, epochs.value),
    [losses.value, epochs.value],
  );
  const summary = words.lossSummary(
    figure(losses.value.values.at(-1)),
    figure(epochs.value.at(-1)?.validationLoss),
  );
  const series = useMemo(
    () => [
      { label: words.training, values: training, spansGaps: true },
      { label: words.validation, values: validation, spansGaps: true, kind: "dashed" as const },
    ],
    [training, validation, words],
  );
  return (
    <LineChart
      title={words.lossTitle}
      summary={x.length > 0 ? summary : words.notYet}
      x={x}
      series={series}
      xLabel={words.steps}
      isCount
      height={200}
    />
  );
}

/** The share of right answers after each epoch. Numbers have none. */
export function AccuracyCurve() {
  const { views: words } = text();
  const all = epochs.value;
  const x = useMemo(() => all.map(({ epoch }) => epoch), [all]);
  const series = useMemo(
    () => [
      { label: words.training, values: all.map(({ trainingAccuracy }) => trainingAccuracy ?? null) },
      {
        label: words.validation,
        values: all.map(({ accuracy }) => accuracy ?? null),
        kind: "dashed" as const,
      },
    ],
    [all, words],
  );
  if (facts.value?.task !== "classification") return null;
  const last = all.at(-1);
  return (
    <LineChart
      title={words.accuracyTitle}
      summary={
        last ? words.accuracySummary(percent(last.trainingAccuracy), percent(last.accuracy)) : words.notYet
      }
      x={x}
      series={series}
      xLabel={words.epochs}
      isCount
      isShare
      yRange={[0, 1]}
      height={200}
    />
  );
}
