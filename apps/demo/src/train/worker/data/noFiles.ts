/** The error that says that a set-up asks for files which aren't here. */
export const noFiles = "no files";
