/** 0.931 as "93.1 %", never broken between the lines. */
export const percent = (share: number) => `${(100 * share).toFixed(1)}\u00a0%`;

/** A loss or a norm, in three digits. */
export const size = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1));
