import { language, say } from "../../language/language.js";
import { percent } from "../../language/numbers.js";
import { facts, network, openModel, phase, problem, progress, reasonOf, train } from "../../train/state.js";
import { draw } from "../messages.js";
import { canRead, isLost, readWithoutGraphics, trainDigits } from "../state.js";

/** Which network reads the drawing, and a way to one where there is none. */
export function NetworkNote() {
  const text = say(draw);
  const isBusy = phase.value === "running" || phase.value === "preparing";
  if (isLost.value && !isBusy) return <Lost />;
  const offersDigits = !isBusy && !canRead.value;
  const offersTraining = !isBusy && canRead.value && !network.value?.isTrained;
  return (
    <div class="panel network">
      <p role="status">{sentence()}</p>
      {phase.value === "running" && progress.value && (
        <progress
          max={progress.value.steps}
          value={progress.value.step}
          aria-label={text.training(progress.value.step, progress.value.steps)}
        />
      )}
      {offersTraining && (
        <button type="button" class="primary" onClick={() => train()}>
          {text.trainOn}
        </button>
      )}
      {offersDigits && (
        <>
          <button type="button" class="primary" onClick={trainDigits}>
            {text.trainDigits}
          </button>
          <p class="note">{text.replaces}</p>
        </>
      )}
    </div>
  );
}

/** The network is gone with its device: what to do. */
function Lost() {
  const text = say(draw);
  return (
    <div class="panel network">
      <p role="alert" class="problem">
        {text.lost}
      </p>
      <button type="button" class="primary" onClick={readWithoutGraphics}>
        {text.withoutGraphics}
      </button>
    </div>
  );
}

function sentence(): string {
  const text = say(draw);
  const known = network.value;
  if (phase.value === "preparing") return text.preparing;
  if (problem.value) return text.failed(reasonOf(problem.value));
  if (!known || !canRead.value) return text.cantRead;
  const model = openModel.value;
  if (model) {
    const { name } = model.facts;
    return text.opened(name, known.accuracy === undefined ? undefined : percent(known.accuracy));
  }
  const { accuracy } = known;
  if (phase.value === "running") {
    // A status that changed at every step would be read out without end.
    return text.running(accuracy === undefined ? undefined : percent(accuracy));
  }
  if (!known.isTrained) return text.untrained;
  return accuracy === undefined
    ? text.halfway(known.step)
    : text.trained((facts.value?.training ?? 0).toLocaleString(language.value), percent(accuracy));
}
