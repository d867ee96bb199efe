import { allOf, type Examples } from "@mebae/data";
import type { Io } from "../io.js";
import { readingProgress } from "../progress.js";
import { type Opened, open, openClassNames } from "./open.js";
import { Parts } from "./parts.js";

export interface OpenTrainingOptions {
  readonly labels?: string;
  readonly query?: string;
  readonly size?: number;
  readonly classes?: string;
  readonly part?: string;
}

/** The part of a file or folder to learn from, or all of it where it isn't divided. */
export async function openTraining(path: string, options: OpenTrainingOptions, io: Io): Promise<Opened> {
  const { labels, query, size, classes } = options;
  return open(path, {
    ...(labels !== undefined && { labels }),
    ...(query !== undefined && { query }),
    ...(classes !== undefined && { classes: await openClassNames(classes) }),
    part: (await Parts.of(path)).choose(options.part, "train"),
    images: { onProgress: readingProgress(io), signal: io.signal, size },
  });
}

/** What deserves a warning is told before hours of learning. */
export function warnOf(examples: Examples, io: Io): void {
  for (const warning of examples.prepare(allOf(examples)).warnings) io.stderr(`warning: ${warning}\n`);
}
