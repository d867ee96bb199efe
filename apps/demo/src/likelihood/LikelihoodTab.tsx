import { useEffect } from "preact/hooks";
import { say } from "../language/language.js";
import { Controls } from "./Controls.js";
import { LikelihoodMap } from "./LikelihoodMap.js";
import "./likelihood.css";
import "./plane/plane.css";
import { MaximumPanel } from "./MaximumPanel.js";
import { likelihood } from "./messages.js";
import { NewtonPanel } from "./NewtonPanel.js";
import { start } from "./opening.js";
import { ParameterCurve } from "./ParameterCurve.js";
import { SamplesPanel } from "./SamplesPanel.js";
import { SamplesPlot } from "./SamplesPlot.js";
import { fitted, isLinkBroken, landscape, level, problem } from "./state.js";

/** Samples and a density above; the log-likelihood, its slopes, its maximum and Newton's way there below. */
export function LikelihoodTab() {
  useEffect(() => {
    void start();
  }, []);
  const text = say(likelihood);
  return (
    <div class="likelihood">
      {problem.value && (
        <p class="problem" role="alert">
          {text.failed} <span lang="en">{problem.value}</span>
        </p>
      )}
      {isLinkBroken.value && <p role="status">{text.brokenLink}</p>}
      <div class="above">
        <SamplesPlot />
        <Controls />
      </div>
      {fitted.value.length > 0 && (
        <div class="block">
          <div class="curves">
            {fitted.value.map((one) => (
              <ParameterCurve key={one.name} one={one} />
            ))}
          </div>
          <Legend />
        </div>
      )}
      <MaximumPanel />
      <div class={`way-block${landscape.value ? " with-map" : ""}`}>
        <LikelihoodMap />
        <NewtonPanel />
      </div>
      <SamplesPanel />
    </div>
  );
}

function Legend() {
  const text = say(likelihood);
  const percent = `${Math.round(100 * level.value)}%`;
  // Of one parameter there are no others.
  const isAlone = fitted.value.length === 1;
  return (
    <p class="legend">
      <span class="key" style={{ "--key": "var(--series-1)" }}>
        {isAlone ? text.keyAlone : text.keySlice}
      </span>
      <span class="key" style={{ "--key": "var(--series-2)" }}>
        {text.keyTangent}
      </span>
      {!isAlone && (
        <span class="key dashed" style={{ "--key": "var(--series-3)" }}>
          {text.keyProfile}
        </span>
      )}
      <span class="key bars" style={{ "--key": "var(--series-3)" }}>
        {text.keyInterval(percent)}
      </span>
    </p>
  );
}
