import { Key } from "@mebae/tensor";
import { transfer } from "comlink";
import { familyInfos, familyNamed, typicalOf } from "./families.js";
import { type LandscapeAt, landscape } from "./landscape.js";
import { canStand, type LookAt, look } from "./look.js";
import { newtonPath } from "./newton.js";
import { readNumbers } from "./readNumbers.js";
import { type Sample, sampleOf } from "./sample.js";
import { study } from "./study.js";
import type { Question, Values } from "./types.js";

let sample: Sample = sampleOf(Float64Array.of(0));
let landscapes = 0;

/** Computes for this room, in the worker: everything about the samples that it was given last. */
export const likelihoodEngine = {
  families: familyInfos,
  take: (values: Float64Array) => {
    sample = sampleOf(values);
  },
  study: (question: Question) => study(question, sample),
  look: (at: LookAt) => look(at, sample),
  canStand,
  /** undefined where another was asked for before this one was done. */
  landscape: (at: LandscapeAt) => {
    const mine = ++landscapes;
    return landscape(at, sample, () => mine === landscapes);
  },
  newton: (family: string, parameters: Values) => newtonPath(family, parameters, sample),
  typical: (family: string) => typicalOf(familyNamed(family)),
  draw: (family: string, parameters: Values, count: number, seed: number) => {
    const values = familyNamed(family)(parameters).sample(new Key(seed), count);
    return transfer(values, [values.buffer]);
  },
  readNumbers,
};
