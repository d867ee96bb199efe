import { expect, test } from "vitest";
import { readCsv } from "../table/readCsv.js";
import { preparationFromJSON } from "./preparationFromJSON.js";
import { type TablePreparation, tablePreparation } from "./tablePreparation.js";

const csv = `size,colour,smokes,day,weight,kind
1.5,red,yes,2024-01-01,3.1,a
,green,no,,2.5,b
2.5,,yes,2024-03-05,4.4,a
0.5,red,no,2024-05-05,1.2,b
`;

test("a preparation knows which features are a category's levels or a flag, and still does when it was saved", () => {
  const prepared = tablePreparation(readCsv(csv, { file: "kinds.csv" }), { target: "kind" });
  const saved = preparationFromJSON(JSON.parse(JSON.stringify(prepared))) as TablePreparation;
  for (const { featureNames, indicators } of [prepared, saved])
    expect(indicators.map(({ from, count }) => featureNames.slice(from, from + count))).toEqual([
      ["size is missing"],
      ["colour=green", "colour=red", "colour is missing"],
      ["smokes=no", "smokes=yes"],
      ["day is missing"],
    ]);
});
