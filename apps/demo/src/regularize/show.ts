/** A loss or a norm, in three digits. */
export const size = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1));
