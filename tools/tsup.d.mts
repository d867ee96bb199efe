import type { Options } from "tsup";

export declare function library(entry: string[], options?: Options): Options[];
export declare function program(entry: string[]): Options;
