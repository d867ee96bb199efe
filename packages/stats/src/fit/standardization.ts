import { mapObservations, type Observations } from "../likelihood/observations.js";
import type { DistributionRecord, ParameterRecord, Parameters } from "../record.js";
import type { Sample } from "../sample.js";
import { powerOfTwo } from "../statistics/powerOfTwo.js";

/**
 * A change of origin and unit, x = centre + unit·z, by which data of any size become data of about 1: squares of 1e200
 * don't overflow and a spread of 1 about 1e9 keeps its digits. The unit is a power of two and the centre one of the data, so that
 * neither rounds more than the data are rounded already.
 */
export class Standardization {
  constructor(
    private readonly parameters: Readonly<Record<string, ParameterRecord>>,
    readonly centre: number,
    readonly unit: number,
  ) {}

  observations(observations: Observations): Observations {
    if (this.centre === 0 && this.unit === 1) return observations;
    return mapObservations(observations, (value) => (value - this.centre) / this.unit);
  }

  /** Parameters for z of those for x. */
  toUnit<P extends Parameters>(parameters: P): P {
    return this.#map(parameters, (value, role) => {
      if (role === "location") return (value - this.centre) / this.unit;
      if (role === "logLocation") return value - Math.log(this.unit);
      return value / this.factor(role);
    });
  }

  /** Parameters for x of those for z. */
  fromUnit<P extends Parameters>(parameters: P): P {
    return this.#map(parameters, (value, role) => {
      if (role === "location") return this.centre + value * this.unit;
      if (role === "logLocation") return value + Math.log(this.unit);
      return value * this.factor(role);
    });
  }

  /** By what a small change of a parameter for z is multiplied. */
  factor(role: ParameterRecord["role"]): number {
    if (role === "location" || role === "scale") return this.unit;
    return role === "rate" ? 1 / this.unit : 1;
  }

  /** log f(x) - log f(z) of a density. */
  get logDensityShift(): number {
    return -Math.log(this.unit);
  }

  #map<P extends Parameters>(
    parameters: P,
    change: (value: number, role: ParameterRecord["role"]) => number,
  ): P {
    return Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, change(value, this.parameters[name]?.role)]),
    ) as P;
  }
}

/** That for a family on its data: families that don't scale keep their unit. */
export function standardizationOf(record: DistributionRecord, sample: Sample): Standardization {
  const roles = Object.values<ParameterRecord>(record.parameters).map(({ role }) => role);
  if (!roles.some((role) => role !== undefined)) return new Standardization(record.parameters, 0, 1);
  const part = sample.part(512);
  const { sorted } = part;
  const centre = roles.includes("location") ? sorted[sorted.length >> 1]! : 0;
  const distances = part.values.map((value) => Math.abs(value - centre)).sort();
  // The upper quartile: half of the distances may be 0.
  const unit = distances[Math.floor(0.75 * (distances.length - 1))] || distances.at(-1)!;
  return new Standardization(record.parameters, centre, powerOfTwo(unit));
}
