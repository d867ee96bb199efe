import type { Needed } from "./neededFor.js";
import type { ScorePrediction } from "./prediction.js";
import type { ScoreName } from "./score.js";
import { countText, differenceText, scoreText } from "./text.js";
import type { CurveWarning } from "./warnings.js";

/** What an extrapolation says, in parts for whoever words it in another language, and in sentences. */
export interface CurveVerdict {
  /**
   * - `helps`: twice the data brings more, by more than the interval's doubt.
   * - `hardly`: even ten times the data would, at the interval's upper end, bring less than a point of accuracy (0.01 of R²).
   * - `unclear`: neither is sure.
   * - `unsupported`: the measured scores fall, or aren't better than guessing.
   */
  readonly kind: "helps" | "hardly" | "unclear" | "unsupported";
  readonly twice: ScorePrediction["gain"];
  readonly tenTimes: ScorePrediction["gain"];
  readonly sentence: string;
}

interface Context {
  readonly score: ScoreName;
  readonly level: number;
  readonly twice: ScorePrediction;
  readonly ten: ScorePrediction;
  readonly needed: Needed | undefined;
  readonly warnings: readonly CurveWarning[];
}

/** Less isn't worth collecting ten times the data. */
const worthwhile = 0.01;

export function verdictOf(context: Context): CurveVerdict {
  const { twice, ten, needed, warnings } = context;
  const kind = warnings.some((warning) => warning.kind === "falling" || warning.kind === "guessing")
    ? "unsupported"
    : twice.gain.low > 0
      ? "helps"
      : ten.gain.high < worthwhile
        ? "hardly"
        : "unclear";
  const target = needed && kind !== "unsupported" ? ` ${targetSentence(context.score, needed)}` : "";
  return { kind, twice: twice.gain, tenTimes: ten.gain, sentence: `${gainSentence(kind, context)}${target}` };
}

function gainSentence(kind: CurveVerdict["kind"], { score, level, twice, ten, warnings }: Context): string {
  if (kind === "unsupported") {
    const why = warnings.find((warning) => warning.kind === "guessing" || warning.kind === "falling")!;
    return `What more data would bring can't be told from these scores. ${why.sentence}`;
  }
  const opening = {
    helps: "More data helps",
    hardly: "More data would hardly help",
    unclear: "More data may help",
  };
  const percent = `${Number((100 * level).toPrecision(3))} %`;
  const text = (value: number) => differenceText(score, value);
  const about = ({ gain }: ScorePrediction) => `${gain.score < 0 ? "" : "+"}${text(gain.score)}`;
  const range = ({ gain }: ScorePrediction) => `(${percent}: ${text(gain.low)} to ${text(gain.high)})`;
  const unit = score === "accuracy" ? "points" : "of R²";
  return (
    `${opening[kind]}: twice the data would bring about ${about(twice)} ${unit} ${range(twice)}, ` +
    `ten times about ${about(ten)} ${range(ten)}.`
  );
}

function targetSentence(score: ScoreName, { target, n, low, high }: Needed): string {
  const wanted = scoreText(score, target);
  if (low === undefined) return `${wanted} is out of reach, however many examples there are.`;
  if (n === undefined)
    return `${wanted} is out of reach as the curve goes; with luck it takes ${countText(low)} examples.`;
  const range = high === undefined ? `${countText(low)} or more` : `${countText(low)} to ${countText(high)}`;
  return `${wanted} takes about ${countText(n)} examples (${range}).`;
}
