/** Tells on standard error how far a run is: a line that is rewritten in a terminal, one a case elsewhere. */
export class Progress {
  readonly total: number;
  #done = 0;
  readonly #start = performance.now();

  constructor(total: number) {
    this.total = total;
  }

  show(what: string): void {
    const seconds = (performance.now() - this.#start) / 1000;
    const rate = this.#done / seconds;
    const left =
      this.#done > 0 ? `, ${rate.toFixed(2)} cases/s, ${clock((this.total - this.#done) / rate)} left` : "";
    const line = `${this.#done + 1}/${this.total} ${what}${left}`;
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  }

  advance(): void {
    this.#done++;
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    process.stderr.write(
      `${this.#done} of ${this.total} cases in ${clock((performance.now() - this.#start) / 1000)}\n`,
    );
  }
}

/** 75 seconds as "1:15". */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, "0")}`;
}
