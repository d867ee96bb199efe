import { Refused } from "../refused.js";

// Why the page itself refuses data.

export const noFiles = () =>
  new Refused({
    en: "no files are here yet. Drop them below; they don't travel with a link.",
    ja: "ファイルがまだありません。下の欄にドロップしてください。リンクにはファイルが含まれません。",
  });

export const oneClass = (name: string, found: string) =>
  new Refused({
    en: `${name}: two classes or more are needed, and there is “${found}” only.`,
    ja: `${name} にはクラスが「${found}」しかありません。二つ以上のクラスが必要です。`,
  });

export const tooFew = (name: string, examples: number) =>
  new Refused({
    en: `${name} has too few examples, ${examples}: some are needed to learn from and some to judge by.`,
    ja: `${name} は例が ${examples} 個しかありません。学習に使う例と検証に使う例の両方が必要です。`,
  });

export const allTheSame = (name: string, column: string) =>
  new Refused({
    en: `in ${name} all numbers of the column “${column}” are the same.`,
    ja: `${name} の列「${column}」の数値がすべて同じです。`,
  });
