import { Affine } from "@mebae/layers";
import { type Build, loaded } from "./built.js";

export const affine: Build = ({ x, W, b }) => {
  const [inputs, outputs] = W!.shape as [number, number];
  const layer = loaded(new Affine(inputs, outputs, { dtype: "float64" }), { weight: W!, bias: b! });
  return { layer, input: x!, inputs: ["x"], parameters: { weight: "W", bias: "b" }, output: "y" };
};
