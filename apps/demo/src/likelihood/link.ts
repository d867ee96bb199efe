import { linkTo } from "../state/route.js";
import { beyondSizes } from "./limits.js";
import { chosen, level, parameters, study, values } from "./state.js";
import type { FamilyInfo, Values } from "./worker/types.js";

/** Samples that a link may carry: with more, programs that pass it on cut it. */
export const mostLinked = 200;
/** Of the confidence intervals. */
export const levels = [0.5, 0.8, 0.9, 0.95, 0.99];

/** What a link carries. */
export interface Setup {
  readonly family: string;
  readonly samples: readonly number[];
  /** Where one stands: all parameters of the family. */
  readonly stands: Values;
  readonly level: number;
}

/** The address that brings these samples, this family and this place to another person. */
export function setupLink(): string {
  const names = study.value!.family.parameters.map(({ name }) => name);
  const setup: Setup = {
    family: chosen.value,
    samples: [...values.value],
    stands: Object.fromEntries(names.map((name) => [name, parameters.value[name]!])),
    level: level.value,
  };
  return linkTo("likelihood", setup);
}

const areNumbers = (all: readonly unknown[]): all is readonly number[] => all.every(Number.isFinite);

/** What a link brought, if this page could have made it; else undefined. */
export function readSetup(linked: unknown, families: readonly FamilyInfo[]): Setup | undefined {
  if (typeof linked !== "object" || linked === null) return undefined;
  const { family: name, samples, stands, level } = linked as Record<keyof Setup, unknown>;
  const family = families.find((one) => one.name === name);
  if (!family || !levels.includes(level as number)) return undefined;
  if (!Array.isArray(samples) || samples.length < 1 || samples.length > mostLinked || !areNumbers(samples))
    return undefined;
  if (beyondSizes(samples) !== undefined) return undefined;
  if (typeof stands !== "object" || stands === null || !areNumbers(Object.values(stands))) return undefined;
  const { parameters } = family;
  if (Object.keys(stands).length !== parameters.length) return undefined;
  if (!parameters.every((one) => Object.hasOwn(stands, one.name))) return undefined;
  return { family: family.name, samples, stands: stands as Values, level: level as number };
}
