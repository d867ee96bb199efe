import type { Messages } from "../language/language.js";

interface ControlMessages {
  readonly chooseFile: string;
  readonly chooseFiles: string;
  readonly chooseFolder: string;
  readonly empty: (path: string) => string;
  readonly hidden: (path: string) => string;
  readonly unreadableFolder: (path: string, name: string) => string;
  readonly unreadableFile: (path: string, name: string) => string;
  readonly nothing: string;
  readonly several: (count: number) => string;
}

export const controls: Messages<ControlMessages> = {
  en: {
    chooseFile: "Choose a file",
    chooseFiles: "Choose files",
    chooseFolder: "Choose a folder",
    empty: (path) => `The folder “${path}” is empty: a folder with files in it was expected.`,
    hidden: (path) => `The folder “${path}” holds hidden files only: others were expected in it.`,
    unreadableFolder: (path, name) =>
      `The folder “${path}” can't be opened (${name}). Expected was a folder that this browser may read: see whether it was moved, or who may open it.`,
    unreadableFile: (path, name) =>
      `The file “${path}” can't be opened (${name}). Expected was a file that this browser may read: see whether it was moved, or who may open it.`,
    nothing: "There is no file in that: a file or a folder of this machine was expected.",
    several: (count) => `One file was expected here, and there are ${count}.`,
  },
  ja: {
    chooseFile: "ファイルを選ぶ",
    chooseFiles: "ファイルを選ぶ",
    chooseFolder: "フォルダーを選ぶ",
    empty: (path) => `フォルダー「${path}」は空です。ファイルの入ったフォルダーを渡してください。`,
    hidden: (path) =>
      `フォルダー「${path}」には隠しファイルしかありません。ほかのファイルの入ったフォルダーを渡してください。`,
    unreadableFolder: (path, name) =>
      `フォルダー「${path}」を開けませんでした(${name})。このブラウザーから読めるフォルダーが必要です。移動していないか、アクセス権があるかを確かめてください。`,
    unreadableFile: (path, name) =>
      `ファイル「${path}」を開けませんでした(${name})。このブラウザーから読めるファイルが必要です。移動していないか、アクセス権があるかを確かめてください。`,
    nothing: "ファイルが含まれていません。この機械にあるファイルかフォルダーをドロップしてください。",
    several: (count) => `ここで受け取れるファイルは一つですが、${count} 個ありました。`,
  },
};
