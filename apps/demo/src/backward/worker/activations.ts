import { ReLU, Sigmoid } from "@mebae/layers";
import type { Build } from "./built.js";

const elementwise =
  (make: () => ReLU | Sigmoid): Build =>
  ({ x }) => ({ layer: make(), input: x!, inputs: ["x"], parameters: {}, output: "y" });

export const relu = elementwise(() => new ReLU());
export const sigmoid = elementwise(() => new Sigmoid());
