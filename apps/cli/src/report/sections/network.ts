import type { Summary } from "@mebae/layers";
import { section, table } from "../html.js";

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
  return section(
    "Network",
    table("Shapes and multiply-adds are those of one example", head, [...rows, total]),
  );
}
