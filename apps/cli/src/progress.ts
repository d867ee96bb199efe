import type { ImageProgress } from "@mebae/data";
import type { TrainingEvent } from "@mebae/training";
import type { Io } from "./io.js";

/** 75 seconds as "1 min 15 s", 60 as "1 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return together(minutes, "min", whole % 60, "s");
  return together(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function together(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smallUnit}`;
}

/**
 * Shows training on standard error: one line that is rewritten, with rate and time left, where that is a terminal, and a
 * plain line an epoch elsewhere.
 */
export class Progress {
  #shown = 0;
  #told = Number.NEGATIVE_INFINITY;
  #drawn = false;

  constructor(
    readonly io: Io,
    /** What is trained, before each line. */
    readonly label = "",
  ) {}

  listen(event: TrainingEvent): void {
    if (event.type === "step") this.#step(event);
    else if (event.type === "epoch") {
      const now = performance.now();
      // Small data have hundreds of short epochs; a line each would only scroll.
      if (event.epoch < event.epochs && now - this.#told < 2000) return;
      this.#told = now;
      this.clear();
      const validation =
        event.validationLoss === undefined ? "" : `, validation loss ${event.validationLoss.toFixed(4)}`;
      const metrics = Object.entries(event.metrics)
        .map(([name, value]) => `, ${name} ${value.toFixed(4)}`)
        .join("");
      this.io.stderr(
        `${this.label}epoch ${event.epoch}/${event.epochs}: loss ${event.loss.toFixed(4)}${validation}${metrics}\n`,
      );
    } else if (event.type === "stop") this.clear();
  }

  /** Takes the rewritten line away. */
  clear(): void {
    if (this.#drawn) this.io.stderr("\r\x1b[K");
    this.#drawn = false;
  }

  #step(event: Extract<TrainingEvent, { type: "step" }>): void {
    const now = performance.now();
    if (!this.io.interactive || now - this.#shown < 100) return;
    this.#shown = now;
    this.#drawn = true;
    const rate = Math.round(event.examplesPerSecond).toLocaleString("en");
    this.io.stderr(
      `\r\x1b[K${this.label}step ${event.step}/${event.steps}, ${rate} examples/s, ${duration(event.secondsLeft)} left`,
    );
  }
}

/** How many pictures are read, on a line of a terminal that is rewritten and goes away in the end. */
export function readingProgress(io: Io): (progress: ImageProgress) => void {
  let shown = 0;
  return ({ stage, done, total }) => {
    const now = performance.now();
    const isLast = stage === "decode" && done === total;
    if (!io.interactive || (!isLast && now - shown < 100)) return;
    shown = now;
    const what = stage === "look" ? "looking at" : "decoding";
    io.stderr(isLast ? "\r\x1b[K" : `\r\x1b[K${what} picture ${done}/${total}`);
  };
}

/** How much of a long computation is done: on a line of a terminal that is rewritten, and elsewhere a line every ten seconds at first, and every fifth of the time so far later. */
export class PartProgress {
  readonly #began = performance.now();
  #shown = 0;
  #drawn = false;
  /** What was done before: of a resumed computation, or of its first part. */
  #before: { readonly time: number; readonly done: number } | undefined;

  constructor(readonly io: Io) {}

  show(what: string, done: number, secondsLeft: number | undefined): void {
    const now = performance.now();
    const { interactive } = this.io;
    this.#before ??= { time: now, done };
    if (this.#shown === 0 && !interactive) this.#shown = now;
    const pause = interactive ? 100 : Math.max(10_000, (now - this.#began) / 5);
    if (now - this.#shown < pause) return;
    this.#shown = now;
    const left = secondsLeft === undefined ? "" : `, about ${duration(secondsLeft)} left`;
    const line = `${what}: ${Math.floor(100 * done)} % done${this.#rate(now, done)}${left}`;
    this.io.stderr(interactive ? `\r\x1b[K${line}` : `${line}\n`);
    this.#drawn = interactive;
  }

  /** Percent a minute, once there are some; a second, where it takes no minute. */
  #rate(now: number, done: number): string {
    const { time, done: before } = this.#before!;
    if (done <= before) return "";
    const perMinute = ((done - before) * 100) / ((now - time) / 60_000);
    const [rate, unit] = perMinute < 100 ? [perMinute, "minute"] : [perMinute / 60, "second"];
    return `, ${rate.toFixed(rate < 10 ? 1 : 0)} % a ${unit}`;
  }

  /** Takes the rewritten line away. */
  clear(): void {
    if (this.#drawn) this.io.stderr("\r\x1b[K");
    this.#drawn = false;
  }
}
