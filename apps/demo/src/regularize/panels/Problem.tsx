import { say } from "../../language/language.js";
import { regularize } from "../messages.js";
import type { Failure } from "../reports.js";

export interface ProblemProps {
  readonly failure: Failure;
  /** Does the same with WebAssembly. */
  readonly onWithoutGraphics: () => void;
}

/** Why it can't go on, and after a lost graphics device a way on. */
export function Problem({ failure, onWithoutGraphics }: ProblemProps) {
  const text = say(regularize);
  if (failure.type === "failed")
    return (
      <p role="alert" class="problem">
        {text.failed(failure.reason)}
      </p>
    );
  return (
    <div class="problem stopped">
      <p role="alert">{text.lost(failure.reason)}</p>
      <button type="button" onClick={onWithoutGraphics}>
        {text.withoutGraphics}
      </button>
    </div>
  );
}
