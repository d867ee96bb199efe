import type { Plugin } from "esbuild";

export const pureInitializers: Plugin;
/** The source with its marks; no line moves. */
export function withMarks(source: string, path?: string): string;
