import { Multiply } from "@mebae/layers";
import type { Build } from "./built.js";

export const multiply: Build = ({ x, y }) => ({
  layer: new Multiply(),
  input: [x!, y!],
  inputs: ["x", "y"],
  parameters: {},
  output: "z",
});
