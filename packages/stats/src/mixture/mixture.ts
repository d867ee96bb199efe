import { DataError, UsageError } from "@mebae/tensor";
import type { Family } from "../distribution.js";
import { type Data, readNumbers, readWeights } from "../fit/readData.js";
import { supportBounds } from "../irregular.js";
import { fittedNames } from "../likelihood/fittedNames.js";
import { parameterNames } from "../programs.js";
import type { DistributionRecord, Parameters } from "../record.js";
import type { RowFamily } from "../rows/family.js";
import { isInDomain } from "./domain.js";
import { fitMixture } from "./fitMixture.js";
import type { ComponentModel } from "./freeMixture.js";
import { MixtureDistribution, type MixtureParameters } from "./mixtureDistribution.js";
import type { MixtureOptions } from "./options.js";

/** A family of whatever parameters. */
export type AnyFamily = {
  readonly record: Pick<DistributionRecord, "name" | "kind"> & {
    readonly support: unknown;
    readonly start: unknown;
  };
};

/**
 * Mixtures of distributions of numbers, of one family or of several:
 *   f(x) = Σ wⱼfⱼ(x)
 * A fit takes several starts by EM and finishes the best by Newton's steps on the exact Hessian, from which the standard errors
 * are. Components of a family come in the order of their means. A mixture of densities has an unbounded likelihood where one of
 * them collapses onto a value: such starts are dropped, and where none is left the status says so.
 *
 *     const { parameters, bic } = fit(Mixture([Normal, Normal]), data);
 *
 * @throws UsageError for families of which some are of densities and some of counts, or whose parameters bound the support
 */
export function Mixture(
  families: readonly AnyFamily[],
): RowFamily<Data, MixtureParameters, MixtureDistribution, MixtureOptions> {
  const all = families as unknown as readonly Family[];
  const name = `Mixture(${all.map(({ record }) => record.name).join(", ")})`;
  expectFamilies(name, all);
  const make = (parameters: MixtureParameters) => new MixtureDistribution(all, parameters);
  const family: RowFamily<Data, MixtureParameters, MixtureDistribution, MixtureOptions> = Object.assign(
    make,
    {
      record: {
        name,
        fitRows: (data: Data, options: MixtureOptions) => {
          const models = modelsOf(name, all, options.fixed ?? []);
          return fitMixture(family, all, models, read(name, models, data, options), options);
        },
      },
    },
  );
  return family;
}

function expectFamilies(name: string, families: readonly Family[]): void {
  if (families.length === 0) throw new UsageError("Mixture: expected a family at least, got none");
  const kinds = new Set(families.map(({ record }) => record.kind));
  if (kinds.size > 1) throw new UsageError(`${name}: expected families of densities only, or of counts only`);
}

function modelsOf(
  name: string,
  families: readonly Family[],
  fixed: readonly (Parameters | undefined)[],
): ComponentModel[] {
  return families.map(({ record }, j) => {
    const known = fixed[j] ?? {};
    const names = parameterNames(record);
    for (const [parameter, value] of Object.entries(known))
      if (!names.includes(parameter) || !record.parameters[parameter]!.constraint.contains([value]))
        throw new UsageError(
          `fit ${name}: components[${j}] has no parameter "${parameter}" of ${value} to fix`,
        );
    const missing = names.find((parameter) => record.parameters[parameter]!.given && !(parameter in known));
    if (missing) throw new UsageError(`fit ${name}: expected components[${j}].${missing} in \`fixed\``);
    const by = fittedNames(record).filter((parameter) => !(parameter in known));
    const irregular = by.find((parameter) => supportBounds(record).includes(parameter));
    if (irregular)
      throw new UsageError(
        `fit ${name}: components[${j}].${irregular} bounds the support: give it in \`fixed\``,
      );
    return { record, by, fixed: known };
  });
}

function read(
  name: string,
  models: readonly ComponentModel[],
  data: Data,
  { weights }: MixtureOptions,
): { readonly values: Float64Array; readonly weights: Float64Array | undefined } {
  const where = `fit ${name}`;
  const all = readNumbers(where, data);
  if (all.length === 0) throw new DataError(`${where}: expected data, got none`);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, all.length);
  const outside = all.findIndex((x) => !models.some(({ record, fixed }) => isInDomain(record, x, fixed)));
  if (outside >= 0)
    throw new DataError(
      `${where}: expected value [${outside}] within the domain of a component, got ${all[outside]}`,
      {
        index: outside,
      },
    );
  if (heavy?.every((weight) => weight === 0))
    throw new DataError(`${where}: expected data, got weights of 0 only`);
  const kept = (_: number, i: number) => heavy![i]! > 0;
  return heavy
    ? { values: all.filter(kept), weights: heavy.filter(kept) }
    : { values: all, weights: undefined };
}
