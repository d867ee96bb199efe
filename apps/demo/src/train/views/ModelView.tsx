import { useEffect, useRef } from "preact/hooks";
import { closeModel } from "../actions.js";
import { figure, percent, shapeText, text, written } from "../messages/messages.js";
import type { ModelFacts, ModelScores } from "../report.js";
import type { OpenModel } from "../signals.js";
import { Figure } from "./Figures.js";
import { Filters } from "./Filters.js";
import { Judged } from "./Judged.js";

/** Models that have been brought into sight. */
const shown = new WeakSet<ModelFacts>();

/** A model that was opened: what it is, and what it is worth on the data chosen here. */
export function ModelView({ model: { facts, view, scores } }: { readonly model: OpenModel }) {
  const { model: words } = text();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown.has(facts)) return;
    shown.add(facts);
    // On a phone it stands below the whole set-up, where nobody would look for it.
    const { top } = section.current!.getBoundingClientRect();
    if (top > innerHeight / 2) section.current!.scrollIntoView();
  }, [facts]);
  return (
    <section ref={section} class="panel model" aria-label={words.title(facts.name)}>
      <div class="row">
        <h2>{words.title(facts.name)}</h2>
        <button type="button" onClick={closeModel}>
          {words.close}
        </button>
      </div>
      <p>{words.about(whatIs(facts), written(facts.parameters), facts.data ?? "")}</p>
      {!scores && <p role="status">{words.judging}</p>}
      {scores && "otherKind" in scores && <p role="status">{otherKind(facts)}</p>}
      {scores && "refused" in scores && (
        <p class="problem" role="status">
          {words.unfit} <span lang="en">{scores.refused}</span>
        </p>
      )}
      {scores && "judged" in scores && <Scores scores={scores} facts={facts} />}
      {view.filters && <Filters filters={view.filters} />}
    </section>
  );
}

function whatIs({ classes, target }: ModelFacts): string {
  const { model: words, figures } = text();
  return classes.length > 0 ? words.classes(classes.join(", ")) : words.numbers(target ?? figures.none);
}

/** What data would tell what it is worth. */
function otherKind({ inputShape }: ModelFacts): string {
  const { model: words } = text();
  return inputShape.length === 3 ? words.wantsImages(shapeText(inputShape)) : words.wantsTable;
}

function Scores({ scores, facts }: { readonly scores: ModelScores; readonly facts: ModelFacts }) {
  const { model: words, figures } = text();
  const { classes, target = figures.none } = facts;
  const { data, examples, judged, accuracy, rSquared, rmse } = scores;
  return (
    <>
      <p role="status">{words.judged(data, written(examples))}</p>
      <dl class="figures">
        {accuracy === undefined ? (
          <>
            <Figure name={figures.rSquared} value={figure(rSquared)} isMain />
            <Figure name={figures.rmse(target)} value={figure(rmse)} />
          </>
        ) : (
          <Figure name={figures.accuracy} value={percent(accuracy)} isMain />
        )}
      </dl>
      <Judged {...{ judged, classes, target, rSquared }} />
    </>
  );
}
