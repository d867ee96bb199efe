import { LineChart } from "../../charts/LineChart.js";
import { Slider } from "../../controls/Slider.js";
import { say } from "../../language/language.js";
import { percent } from "../../language/numbers.js";
import { formulas } from "../formulas.js";
import { regularize } from "../messages.js";
import { histogramBins, type Standing } from "../reports.js";
import { type Method, totalSteps } from "../setup.js";
import { size } from "../show.js";
import { change, curves, data, setup, shown } from "../state.js";
import { Boundary } from "./Boundary.js";

/** One method: what it does, what it makes of the plane, its curves and its weights. */
export function MethodCard({
  standing,
  mostLoss,
}: {
  readonly standing: Standing;
  readonly mostLoss: number;
}) {
  const text = say(regularize);
  const { method, scores, picture, norm, hasStopped, problem } = standing;
  const { name, idea } = text.methods[method];
  const Formula = formulas[method];
  return (
    <article class="panel method" aria-label={name}>
      <header>
        <h3>{name}</h3>
        <strong class="score">
          {percent(scores.testAccuracy)} <small>{text.test}</small>
        </strong>
      </header>
      <p class="idea">{idea}</p>
      <p class="formulaLine">
        <Formula />
      </p>
      {data.value && (
        <Boundary
          picture={picture}
          points={data.value.points}
          heldBack={method === "earlyStopping" ? data.value.heldBack : 0}
          label={text.picture(name, percent(scores.testAccuracy))}
        />
      )}
      <Curves standing={standing} mostLoss={mostLoss} />
      <Histogram standing={standing} />
      <p class="note">
        {text.norm} = {size(norm)}
        {hasStopped && <span>{text.stopped(scores.step)}</span>}
        {method === "batchNorm" && <span>{text.normNote}</span>}
      </p>
      <Strength method={method} />
      {problem && (
        <p class="problem" role="alert">
          {text.problem(problem)}
        </p>
      )}
    </article>
  );
}

function Curves({ standing, mostLoss }: { readonly standing: Standing; readonly mostLoss: number }) {
  const text = say(regularize);
  const all = curves[standing.method];
  const isLoss = shown.value === "loss";
  const { scores } = standing;
  const [training, test] = isLoss
    ? [size(scores.trainingLoss), size(scores.testLoss)]
    : [percent(scores.trainingAccuracy), percent(scores.testAccuracy)];
  return (
    <LineChart
      title={isLoss ? text.lossCurves : text.accuracyCurves}
      summary={text.curvesSummary(training, test)}
      x={all.map(({ step }) => step)}
      series={[
        {
          label: text.training,
          values: all.map((one) => (isLoss ? one.trainingLoss : one.trainingAccuracy)),
          colour: 2,
          kind: "dashed",
        },
        {
          label: text.test,
          values: all.map((one) => (isLoss ? one.testLoss : one.testAccuracy)),
          colour: 3,
        },
      ]}
      xLabel={text.steps}
      xRange={[0, totalSteps]}
      isShare={!isLoss}
      yRange={isLoss ? [0, mostLoss] : [0.4, 1.12]}
      marks={standing.hasStopped ? [{ x: scores.step, label: text.best }] : []}
      height={165}
    />
  );
}

const { most, count } = histogramBins;
const binCentres = Array.from({ length: count }, (_, i) => -most + ((i + 0.5) * 2 * most) / count);

function Histogram({ standing: { histogram, norm } }: { readonly standing: Standing }) {
  const text = say(regularize);
  const total = histogram.reduce((sum, one) => sum + one, 0);
  return (
    <LineChart
      title={text.weights}
      summary={text.weightsSummary(size(norm))}
      x={binCentres}
      series={[{ label: text.weights, values: histogram.map((one) => one / total), colour: 0, kind: "bars" }]}
      xLabel=""
      xRange={[-most, most]}
      isShare
      yRange={[0, 0.4]}
      height={130}
    />
  );
}

const strengths = {
  weightDecay: { max: 2, step: 0.05 },
  dropout: { max: 0.9, step: 0.05 },
  weightNoise: { max: 0.8, step: 0.05 },
} as const;

function Strength({ method }: { readonly method: Method }) {
  const text = say(regularize);
  if (method !== "weightDecay" && method !== "dropout" && method !== "weightNoise") return null;
  const value = setup.value[method];
  return (
    <Slider
      label={text.strength[method]}
      value={value}
      min={0}
      {...strengths[method]}
      shown={value.toFixed(2)}
      onInput={(next) => change({ [method]: next })}
    />
  );
}
