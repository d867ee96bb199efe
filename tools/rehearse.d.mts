import type { Packed } from "./pack.mjs";

export type Rehearsed = Packed & {
  /** By the path inside the tarball. */
  files: Map<string, Uint8Array>;
  /** The tarball's length. */
  bytes: number;
};

export declare function version(copy: string): Promise<void>;

export declare function rehearse(copy: string): Promise<Rehearsed[]>;

export declare function tableOf(packages: readonly Rehearsed[]): string[];
