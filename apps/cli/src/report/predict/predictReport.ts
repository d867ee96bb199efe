import { basename } from "node:path";
import type { Example } from "@mebae/data";
import type { SetMethod } from "../../calibration/confidence.js";
import { reasonsInWords } from "../../predicting/csv.js";
import type { Prediction, Told } from "../../predicting/predictions.js";
import { counted, percent } from "../../words.js";
import { escapeHtml, section, table } from "../html.js";
import { renderPage } from "../page.js";
import { pictureUrl } from "../pictureUrl.js";
import { intervalsChart, probabilitiesChart } from "./charts.js";

export interface PredictReportOptions {
  readonly model: string;
  readonly data: string;
  readonly classes: readonly string[];
  readonly confidence?: number | undefined;
  readonly method?: SetMethod | undefined;
  readonly risk?: number | undefined;
  describe(index: number): Example;
}

/** So many examples are shown to be looked at. */
const shown = 48;

/** What was predicted, how sure that is, and which examples a person should look at. */
export function renderPredictReport(told: Told, options: PredictReportOptions): string {
  const { all } = told;
  const isNumber = options.classes.length === 0;
  const parts = isNumber
    ? [section("Predictions", `<div class="narrow">${intervalsChart(all)}</div>`)]
    : [
        section("How sure", `<div class="narrow">${probabilitiesChart(all)}</div>${legendOf(all)}`),
        lookSection(all, options),
        section("Predicted", classCounts(all, options.classes)),
      ];
  return renderPage(
    `Mebae: ${basename(options.data)} by ${basename(options.model)}`,
    factsOf(told, options),
    parts,
  );
}

const methods: Readonly<Record<SetMethod, string>> = {
  lac: "the smallest sets (lac)",
  aps: "sets that are larger for hard examples (aps)",
  raps: "sets that are larger for hard examples (raps)",
  "class-conditional": "a promise for each class (class-conditional)",
};

function factsOf(told: Told, options: PredictReportOptions): [string, string][] {
  const { all, warnings, temperature } = told;
  const { confidence, method = "lac", risk } = options;
  const asked = all.filter(({ ask }) => ask).length;
  const facts: [string, string][] = [["Data", counted(all.length, "example")]];
  if (confidence === undefined) return facts;
  if (temperature === undefined)
    facts.push(["Intervals", `hold the truth in ${percent(confidence)} of cases`]);
  else
    facts.push(
      ["Sets", `hold the true class in ${percent(confidence)} of cases, by ${methods[method]}`],
      ["For a person", `${asked}, ${percent(asked / all.length)}`],
      [
        "Temperature",
        `${temperature.toFixed(2)}: ${temperature > 1 ? "the model was too sure" : "the model was too unsure"}`,
      ],
    );
  if (risk !== undefined) facts.push(["Risk", `at most ${percent(risk)} wrong of the others`]);
  for (const warning of warnings) facts.push(["Warning", warning]);
  return facts;
}

function legendOf([first]: readonly Prediction[]): string {
  return first?.ask === undefined
    ? ""
    : '<p class="legend"><span class="first">stands</span> <span class="second">a person is asked</span></p>';
}

/** The unsurest first: those for a person, or where nobody said, all. */
function lookSection(all: readonly Prediction[], { describe }: PredictReportOptions): string {
  const isAsked = all[0]?.ask !== undefined;
  const places = all
    .map((_, i) => i)
    .filter((i) => !isAsked || all[i]!.ask)
    .sort((a, b) => all[a]!.probability! - all[b]!.probability!);
  const title = isAsked ? "For a person" : "The unsurest";
  if (places.length === 0) return section(title, "<p>None.</p>");
  const some = places.slice(0, shown).map((i) => ({ prediction: all[i]!, example: describe(i) }));
  const rest = places.length > shown ? `<p class="note">The first ${shown} of ${places.length}.</p>` : "";
  const isPicture = some[0]!.example.kind === "image";
  return section(title, (isPicture ? pictures(some) : rowsOf(some)) + rest);
}

type Shown = readonly { readonly prediction: Prediction; readonly example: Example }[];

const saidOf = ({ predicted, set, probability }: Prediction) =>
  `${set && set.length > 1 ? set.join(" or ") : predicted}, ${(100 * probability!).toFixed(0)} %`;

function pictures(some: Shown): string {
  const figures = some.map(({ prediction, example }) => {
    const name =
      example.kind === "image" && example.name ? `<br><small>${escapeHtml(example.name)}</small>` : "";
    const said = escapeHtml(saidOf(prediction));
    return `<figure><img src="${pictureUrl(example)}" alt="${said}"><figcaption>${said}${name}</figcaption></figure>`;
  });
  return `<div class="pictures">${figures.join("\n")}</div>`;
}

function rowsOf(some: Shown): string {
  const first = some[0]!.example;
  const names = first.kind === "row" ? first.values.map(([name]) => name) : [];
  const body = some.map(({ prediction, example }) => {
    const cells = example.kind === "row" ? example.values.map(([, value]) => value) : [];
    const line = example.kind === "row" ? String(example.row) : "";
    const { reason } = prediction;
    return [line, saidOf(prediction), reason ? reasonsInWords[reason] : "", ...cells];
  });
  return table(
    "The unsurest first; line counts from 1 with the header",
    ["line", "predicted", "why", ...names],
    body,
  );
}

function classCounts(all: readonly Prediction[], classes: readonly string[]): string {
  const rows = classes.map((name) => {
    const own = all.filter(({ predicted }) => predicted === name);
    const asked = own.filter(({ ask }) => ask).length;
    return [
      name,
      String(own.length),
      percent(own.length / all.length),
      ...(all[0]?.ask === undefined ? [] : [String(asked)]),
    ];
  });
  const head = ["class", "examples", "share", ...(all[0]?.ask === undefined ? [] : ["for a person"])];
  return table("By the likeliest class", head, rows);
}
