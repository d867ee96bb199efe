import { useEffect } from "preact/hooks";
import { say } from "../language/language.js";
import { regularize } from "./messages.js";
import { Controls } from "./panels/Controls.js";
import { Legend } from "./panels/Legend.js";
import { MethodCard } from "./panels/MethodCard.js";
import { Ranking } from "./panels/Ranking.js";
import "./regularize.css";
import { methods } from "./setup.js";
import { curves, moment, start, status } from "./state.js";

/** Six networks that learn the same few points side by side; they begin when the tab is first opened. */
export function RegularizeTab() {
  useEffect(() => {
    if (status.value === "idle") void start();
  }, []);
  const text = say(regularize);
  const standings = moment.value?.standings ?? [];
  return (
    <>
      <div class="overview">
        <Controls />
        <Ranking />
      </div>
      <Legend />
      <div class="methods">
        {standings.map((standing) => (
          <MethodCard key={standing.method} standing={standing} mostLoss={mostLoss()} />
        ))}
      </div>
      <p class="why">{text.whySmall}</p>
    </>
  );
}

/** The top of all six loss axes, in few sizes so that the charts aren't made anew each time. */
function mostLoss(): number {
  const losses = methods.flatMap((method) =>
    curves[method].flatMap(({ trainingLoss, testLoss }) => [trainingLoss, testLoss]),
  );
  const most = Math.max(0, ...losses);
  return [1, 1.5, 2, 3, 5, 8].find((top) => top >= most) ?? 12;
}
