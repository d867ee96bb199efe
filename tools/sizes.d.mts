import type { Bundle } from "./bundle.mjs";

export interface Budget {
  readonly name: string;
  readonly program: string;
  /** Bytes after gzip -9 that it may have. */
  readonly budget: number;
}

export interface Measured extends Budget {
  readonly bundle: Bundle;
  readonly bytes: number;
}

export declare function budgets(): Budget[];

export declare function measured(): Promise<Measured[]>;

export declare function largestModules(program: string, count?: number): Promise<string[]>;
