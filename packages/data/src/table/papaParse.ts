// Papa Parse doesn't say that it can be left out where nothing of it is used, so a bundler keeps it beside whatever shares a file with
// its import. In dist this is a file of its own (tsup.config.ts).
export { default as Papa } from "papaparse";
