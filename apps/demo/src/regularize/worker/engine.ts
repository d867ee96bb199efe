/** Computes for this room, in the worker. */
export const regularizeEngine = {};
