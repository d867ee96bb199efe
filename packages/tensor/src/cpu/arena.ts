/** Vector loads may run past a value's end, and values start at cache lines. */
const alignment = 64;

function rounded(bytes: number): number {
  return Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
}

/** A plan of memory for temporaries: values that don't live at once share bytes. Nothing is allocated here. */
export class Arena {
  /** How long the arena must be. */
  bytes = 0;
  #gaps: { offset: number; bytes: number }[] = [];

  /** The offset of a place for so many bytes: the tightest gap, or new bytes at the end. */
  take(bytes: number): number {
    const wanted = rounded(bytes);
    let best: { offset: number; bytes: number } | undefined;
    for (const gap of this.#gaps) {
      if (gap.bytes >= wanted && gap.bytes < (best?.bytes ?? Number.POSITIVE_INFINITY)) best = gap;
    }
    if (!best) {
      this.bytes += wanted;
      return this.bytes - wanted;
    }
    const { offset } = best;
    best.offset += wanted;
    best.bytes -= wanted;
    this.#gaps = this.#gaps.filter((gap) => gap.bytes > 0);
    return offset;
  }

  /** Ends the life of the value that `take` placed there; gaps that touch become one. */
  give(offset: number, bytes: number): void {
    const merged = { offset, bytes: rounded(bytes) };
    this.#gaps = this.#gaps.filter((gap) => {
      const before = gap.offset + gap.bytes === merged.offset;
      if (!before && merged.offset + merged.bytes !== gap.offset) return true;
      if (before) merged.offset = gap.offset;
      merged.bytes += gap.bytes;
      return false;
    });
    this.#gaps.push(merged);
  }
}
