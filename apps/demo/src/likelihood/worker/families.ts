import { allFamilies, type Family } from "@mebae/stats";
import type { FamilyInfo, ParameterInfo, Values } from "./types.js";

/** The normal one first, then densities, then counts; each kind by name. */
const rankOf = ({ record: { name, kind } }: Family) =>
  name === "Normal" ? 0 : kind === "continuous" ? 1 : 2;
const families = allFamilies().sort((a, b) => rankOf(a) - rankOf(b));

export function familyNamed(name: string): Family {
  const family = families.find(({ record }) => record.name === name);
  if (!family) throw new Error(`no family ${name}`);
  return family;
}

export const familyInfos = (): FamilyInfo[] => families.map(infoOf);

export function infoOf({ record }: Family): FamilyInfo {
  const parameters = Object.entries(record.parameters).map(
    ([name, { symbol, role, given }]): ParameterInfo => ({
      name,
      symbol,
      ...(role && { role }),
      isGiven: given === true,
    }),
  );
  const isSmooth = !Array.isArray(record.irregular) && !record.kinked;
  return { name: record.name, kind: record.kind, parameters, isSmooth };
}

/** The names of the parameters that data tell. */
export function fittedNames({ record }: Family): string[] {
  return Object.keys(record.parameters).filter((name) => !record.parameters[name]!.given);
}

/** Whether there is a distribution with these parameters. */
export function isAllowed({ record }: Family, parameters: Values): boolean {
  const allowed = Object.entries(record.parameters).every(([name, { constraint }]) =>
    constraint.contains([parameters[name]!]),
  );
  return allowed && record.refuse?.(parameters) === undefined;
}

/** A member of the family to draw from: of the size of 1, with a shape that is seen. */
export function typicalOf({ record }: Family): Values {
  const isLogarithmic = Object.values(record.parameters).some(({ role }) => role === "logLocation");
  const typical = Object.entries(record.parameters).map(([name, { constraint, role, given }]) => {
    const wishes = given
      ? [10]
      : role === "location"
        ? [0, 1]
        : isLogarithmic
          ? [0.5]
          : role
            ? [1]
            : constraint.contains([-1])
              ? [0.1]
              : [3, 0.4];
    return [name, wishes.find((wish) => constraint.contains([wish])) ?? 0.5] as const;
  });
  const parameters = Object.fromEntries(typical);
  if (isAllowed({ record } as Family, parameters)) return parameters;
  // Ends of the support in ascending order.
  return Object.fromEntries(typical.map(([name], i) => [name, i]));
}
