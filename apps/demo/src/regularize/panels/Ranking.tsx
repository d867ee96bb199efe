import { say } from "../../language/language.js";
import { percent } from "../../language/numbers.js";
import { regularize } from "../messages.js";
import { meanOf, ranked, verdictOf } from "../ranking.js";
import type { Standing } from "../reports.js";
import { size } from "../show.js";
import {
  moment,
  type Repeats,
  repeat,
  repeats,
  repeatWithoutGraphics,
  status,
  stopRepeating,
} from "../state.js";
import { Problem } from "./Problem.js";

/** The six by what they make of new examples: live, and in a sentence at the end. */
export function Ranking() {
  const text = say(regularize);
  const standings = moment.value?.standings;
  if (!standings) return <div class="panel" />;
  return (
    <div class="panel">
      <h2 id="ranking">{text.ranking}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="scroll" tabIndex={0} aria-labelledby="ranking">
        <RankingTable standings={ranked(standings)} />
      </section>
      <p role="status" class="verdict">
        {status.value === "ended" && sentencesOf(standings).join(" ")}
        {(status.value === "running" || status.value === "paused") && text.stillRunning}
      </p>
      <Repetition />
    </div>
  );
}

function RankingTable({ standings }: { readonly standings: readonly Standing[] }) {
  const text = say(regularize);
  const done = repeats.value?.done ?? 0;
  return (
    <table class="ranking">
      <thead>
        <tr>
          <th scope="col">
            <span class="hidden">{text.rank}</span>
          </th>
          <th scope="col">{text.method}</th>
          <th scope="col" class="number">
            {text.test}
          </th>
          <th scope="col" class="number">
            {text.training}
          </th>
          <th scope="col" class="number">
            {text.norm}
          </th>
          {done > 0 && (
            <th scope="col" class="number">
              {text.mean(done)}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {standings.map(({ method, scores, norm }, place) => (
          <tr key={method}>
            <td class="number">{place + 1}</td>
            <th scope="row">{text.methods[method].name}</th>
            <td class="number share" style={{ "--share": scores.testAccuracy }}>
              {percent(scores.testAccuracy)}
            </td>
            <td class="number">{percent(scores.trainingAccuracy)}</td>
            <td class="number">{size(norm)}</td>
            {done > 0 && <td class="number">{meanShown(repeats.value!, method)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function meanShown({ accuracies }: Repeats, method: Standing["method"]): string {
  const { mean, error } = meanOf(accuracies[method]);
  return error === undefined ? percent(mean) : `${percent(mean)} ± ${(100 * error).toFixed(1)}`;
}

function sentencesOf(standings: readonly Standing[]): string[] {
  const text = say(regularize);
  const { best, nothing, better, alike, worse } = verdictOf(standings);
  const share = percent(best.scores.testAccuracy);
  const first =
    best === nothing
      ? text.verdictNothing(share)
      : text.verdict(
          text.methods[best.method].name,
          share,
          percent(nothing.scores.testAccuracy),
          percent(nothing.scores.trainingAccuracy),
        );
  const named = (methods: readonly Standing["method"][], say: (names: string[]) => string) =>
    methods.length > 0 ? [say(methods.map((method) => text.methods[method].name))] : [];
  return [first, ...named(better, text.better), ...named(alike, text.alike), ...named(worse, text.worse)];
}

/** One race is partly luck: the same over several seeds. */
function Repetition() {
  const text = say(regularize);
  const { isRunning = false, done = 0, wanted = 10, problem } = repeats.value ?? {};
  return (
    <div class="repetition">
      <div class="row">
        {isRunning ? (
          <button type="button" onClick={stopRepeating}>
            {text.stopRepeating}
          </button>
        ) : (
          <button type="button" onClick={repeat} disabled={status.value !== "ended"}>
            {text.repeat(wanted)}
          </button>
        )}
        {isRunning && <span>{text.repeating(Math.min(done + 1, wanted), wanted)}</span>}
      </div>
      {done > 0 && <p class="note">{text.repeatsNote}</p>}
      {problem && <Problem failure={problem} onWithoutGraphics={repeatWithoutGraphics} />}
    </div>
  );
}
