/** The name of a class. */
export type Label = string | number | boolean;
