import { say } from "../language/language.js";
import { drawSamples } from "./actions.js";
import { likelihoodFormula, logLikelihoodFormula, Slope } from "./formulas.js";
import { likelihood } from "./messages.js";
import { shown, shownPower } from "./numbers.js";
import { fitted, look, study } from "./state.js";

/** L, l and its slopes where a person stands, and what becomes of the product of many densities. */
export function Readout() {
  const text = say(likelihood);
  const seen = look.value;
  const found = study.value;
  if (!seen || !found) return null;
  const { logLikelihood: l, product } = seen;
  return (
    <>
      <dl class="readout">
        <dt>{likelihoodFormula}</dt>
        <dd>{Number.isNaN(l) ? "–" : shownPower(l)}</dd>
        <dt>{logLikelihoodFormula}</dt>
        <dd>{shown(l, 6)}</dd>
        {fitted.value.map(({ name, symbol }) => (
          <Row key={name} symbol={symbol} slope={seen.gradient[name] ?? Number.NaN} />
        ))}
      </dl>
      {Number.isNaN(l) && <p class="refusal">{text.noDistribution}</p>}
      {l === -Infinity && <p class="refusal">{text.impossible}</p>}
      {Number.isFinite(l) && (product === 0 || product === Infinity) ? (
        <div class="lesson" role="status">
          <p>
            <strong>{text.underflowTitle(product === 0)}</strong>
          </p>
          <p>{text.underflow(found.count, product === 0, shownPower(l), shown(l, 6))}</p>
        </div>
      ) : (
        found.count < 500 && (
          <p class="hint">
            {text.whyLogs}{" "}
            <button type="button" onClick={() => drawSamples(1000, 1)}>
              {text.drawMany(1000)}
            </button>
          </p>
        )
      )}
    </>
  );
}

function Row({ symbol, slope }: { readonly symbol: string; readonly slope: number }) {
  return (
    <>
      <dt>
        <Slope symbol={symbol} />
      </dt>
      <dd>{shown(slope)}</dd>
    </>
  );
}
