import { Refused } from "../refused.js";

// Why the page itself refuses files, fetched with what reads them.

export const unreadable = (name: string, reason: string) =>
  new Refused({
    en: `${name} can't be read (${reason}): see whether it was moved, or who may open it.`,
    ja: `${name} を読めませんでした(${reason})。移動していないか、アクセス権があるかを確かめてください。`,
  });

export const together = (name: string, other: string) =>
  new Refused({
    en: `${name} beside ${other}: one file was expected, or images with their labels, or pictures.`,
    ja: `${name} と ${other} は一緒に使えません。ファイル一つか、画像とそのラベルか、絵のファイルだけにしてください。`,
  });

export const noClasses = (name: string) =>
  new Refused({
    en: `${name} holds images alone; their classes are wanted with them.`,
    ja: `${name} には画像しかありません。そのクラスも必要です。`,
  });

export const oneColumn = (name: string) =>
  new Refused({
    en: `${name} has one column; those to predict it from are wanted beside it.`,
    ja: `${name} には列が一つしかありません。予測に使う列も必要です。`,
  });

export const unnamed = (name: string) =>
  new Refused({
    en: `${name}: names that begin with their class were expected, such as cat_1.png, or a folder for each class.`,
    ja: `${name} の名前からクラスが分かりません。cat_1.png のようにクラスで始まる名前にするか、クラスごとにフォルダーを分けてください。`,
  });

export const damagedZip = (name: string) =>
  new Refused({
    en: `the zip ${name} is damaged, or its end is missing; copy it or save it again.`,
    ja: `zip ファイル ${name} が壊れているか、途中で切れています。もう一度コピーか保存をしてください。`,
  });

export const otherZip = (name: string, found: string) =>
  new Refused({
    en: `${name} is no saved model: model.json and weights.safetensors were expected in the zip, or NumPy arrays, and there is ${found || "nothing"}.`,
    ja: `${name} は保存されたモデルではありません。zip の中に model.json と weights.safetensors、または NumPy の配列が必要ですが、${found ? `${found} があります` : "何もありません"}。`,
  });
