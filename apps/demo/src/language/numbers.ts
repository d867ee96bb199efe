import { language } from "./language.js";

/** 0.931 in the page's language: "93.1%". */
export const percent = (share: number): string =>
  share.toLocaleString(language.value, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
