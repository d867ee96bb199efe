/**
 * A convolution's stride s spreads its inputs over s phases along an axis: those inputs i with (i + before) mod s = phase
 * are seen by the taps u with u·dilation mod s = phase only, which are `step` apart, by the outputs r = start + t - e·dilation.
 */
export interface Phase {
  /** The input of t is first + t·stride, t = 0, 1, ..., count - 1. */
  readonly first: number;
  readonly count: number;
  /** Tap e is u = tap + e·step, e = 0, 1, ..., taps - 1. */
  readonly tap: number;
  readonly step: number;
  readonly taps: number;
  readonly start: number;
  readonly dilation: number;
}

/** One axis of a convolution. */
export interface Axis {
  readonly plane: number;
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

/** The phases of an axis that have inputs. */
export function phasesOf({ plane, size, stride, dilation, before }: Axis): Phase[] {
  return Array.from({ length: Math.min(stride, plane) }, (_, first) => {
    const phase = (first + before) % stride;
    const seen = Array.from({ length: size }, (_, u) => u).filter((u) => (u * dilation) % stride === phase);
    const tap = seen[0] ?? 0;
    const step = (seen[1] ?? tap + 1) - tap;
    return {
      first,
      count: Math.ceil((plane - first) / stride),
      tap,
      step,
      taps: seen.length,
      start: (first + before - tap * dilation) / stride,
      dilation: (step * dilation) / stride,
    };
  });
}
