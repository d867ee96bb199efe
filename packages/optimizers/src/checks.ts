import { UsageError } from "@mebae/tensor";

/** @throws UsageError where a setting isn't a finite number of at least 0. */
export function expectNonNegative(where: string, setting: string, value: number): void {
  if (value >= 0 && Number.isFinite(value)) return;
  throw new UsageError(`${where}: expected ${setting} of at least 0, got ${value}`);
}

/** @throws UsageError where the share of a moving average that stays isn't in [0, 1). */
export function expectShare(where: string, setting: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new UsageError(`${where}: expected ${setting} from 0 to below 1, got ${value}`);
}
