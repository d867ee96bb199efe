import type { Summary } from "@mebae/layers";
import { section, table } from "../html.js";

const mostShown = 40;

/** The layers with the shapes of one example. */
export function networkSection(summary: Summary): string {
  const number = (n: number) => n.toLocaleString("en");
  const rows = summary.rows.map(({ path, type, outputShape, parameters, multiplyAdds }) => [
    path,
    type,
    outputShape.slice(1).join(" × "),
    number(parameters),
    number(multiplyAdds),
  ]);
  const total = ["all", "", "", number(summary.parameters), number(summary.multiplyAdds)];
  const head = ["layer", "type", "output", "parameters", "multiply-adds"];
  const layers = table("Shapes and multiply-adds are those of one example", head, [...rows, total]);
  const { length } = rows;
  // Several networks have more layers than anybody scrolls past.
  const folded = `<details><summary>All ${length} layers, ${number(summary.parameters)} parameters</summary>${layers}</details>`;
  return section("Network", length > mostShown ? folded : layers);
}
