import { goOnWithoutGraphics, pause, reset, train } from "../actions.js";
import { duration, figure, percent, reasonOf, text, written } from "../messages/messages.js";
import {
  ending,
  epochs,
  fitted,
  isMade,
  isStale,
  linkProblem,
  phase,
  problem,
  progress,
} from "../signals.js";

/** The buttons of training, how far it is, and in a sentence where it stands. */
export function RunBar() {
  const { actions } = text();
  const isRunning = phase.value === "running";
  const canTrain = isMade.value && phase.value !== "preparing";
  const hasLearned = phase.value === "resting";
  return (
    <section class="panel run" aria-label={actions.group}>
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={!canTrain}
          onClick={() => (isRunning ? pause() : train())}
        >
          {actions[mainAction()]}
        </button>
        <button type="button" disabled={!canTrain || isRunning} onClick={() => train(true)}>
          {actions.step}
        </button>
        <button type="button" disabled={!hasLearned} onClick={reset}>
          {actions.reset}
        </button>
        <Pace />
      </div>
      <Status />
    </section>
  );
}

function mainAction() {
  if (phase.value === "running") return "pause";
  if (phase.value !== "resting" || isStale.value) return "train";
  return { paused: "resume", finished: "further", lost: "resume", failed: "resume", diverged: "train" }[
    ending.value?.kind ?? "paused"
  ] as "resume" | "further" | "train";
}

/** How far training is and how fast it goes. Not announced: it changes many times a second. */
function Pace() {
  const { status } = text();
  const now = progress.value;
  if (!now) return null;
  const isRunning = phase.value === "running";
  return (
    <div class="pace">
      <progress value={now.step} max={now.steps} aria-label={status.progress} />
      <span>
        {status.place(now.epoch, now.epochs, now.step, now.steps)}
        {isRunning && now.examplesPerSecond > 0 && (
          <> · {status.pace(written(now.examplesPerSecond), duration(now.secondsLeft))}</>
        )}
      </span>
    </div>
  );
}

/** One sentence, announced when it changes. */
function Status() {
  const { status, share, actions } = text();
  const end = ending.value;
  const isBad = problem.value !== undefined || (end && ["lost", "failed", "diverged"].includes(end.kind));
  const isOffered = end?.kind === "lost" || (end?.kind === "failed" && end.canGoOn);
  return (
    <>
      {linkProblem.value && <p class="problem">{share.linkProblem(linkProblem.value)}</p>}
      <p role="status" class={isBad ? "status problem" : "status"}>
        {sentence()}
        {isStale.value && !fitted.value?.misfit && ` ${status.stale}`}
      </p>
      {isOffered && phase.value === "resting" && (
        <button type="button" onClick={goOnWithoutGraphics}>
          {actions.withoutGraphics}
        </button>
      )}
    </>
  );
}

function sentence(): string {
  const { status } = text();
  if (phase.value === "preparing") return status.preparing;
  if (problem.value !== undefined) return status.problem(reasonOf(problem.value));
  if (phase.value === "running") return status.running;
  if (fitted.value?.misfit) return status.misfit;
  const end = ending.value;
  if (end?.kind === "diverged") return status.diverged(end.step);
  if (end?.kind === "lost") return status.lost(end.reason, end.isSafe);
  if (end?.kind === "failed") return status.failed(end.reason);
  if (end?.kind === "paused") return status.paused;
  if (end?.kind !== "finished") return isMade.value ? status.ready : "";
  if (end.reason === "earlyStopping") return status.stoppedEarly(end.bestEpoch);
  const { accuracy, rSquared } = epochs.value.at(-1) ?? {};
  return status.finished(
    accuracy === undefined ? undefined : percent(accuracy),
    rSquared === undefined ? undefined : figure(rSquared),
  );
}
