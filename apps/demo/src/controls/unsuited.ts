import type { Messages } from "../language/language.js";
import type { Unsuited } from "./droppedFiles.js";

/** Why something can't be taken, and what was expected. Fetched when something is refused. */
export function unsuitedText(unsuited: Unsuited): Messages<string> {
  switch (unsuited.kind) {
    case "nothing":
      return {
        en: "There is no file in that: a file or a folder of this machine was expected.",
        ja: "ファイルが含まれていません。この機械にあるファイルかフォルダーをドロップしてください。",
      };
    case "several":
      return {
        en: `One file was expected here, and there are ${unsuited.count}.`,
        ja: `ここで受け取れるファイルは一つですが、${unsuited.count} 個ありました。`,
      };
    case "empty":
      return {
        en: `The folder “${unsuited.path}” is empty: a folder with files in it was expected.`,
        ja: `フォルダー「${unsuited.path}」は空です。ファイルの入ったフォルダーを渡してください。`,
      };
    case "hidden":
      return {
        en: `The folder “${unsuited.path}” holds hidden files only: others were expected in it.`,
        ja: `フォルダー「${unsuited.path}」には隠しファイルしかありません。ほかのファイルの入ったフォルダーを渡してください。`,
      };
    case "unreadableFolder":
      return {
        en: `The folder “${unsuited.path}” can't be opened (${unsuited.name}). Expected was a folder that this browser may read: see whether it was moved, or who may open it.`,
        ja: `フォルダー「${unsuited.path}」を開けませんでした(${unsuited.name})。このブラウザーから読めるフォルダーが必要です。移動していないか、アクセス権があるかを確かめてください。`,
      };
    case "unreadableFile":
      return {
        en: `The file “${unsuited.path}” can't be opened (${unsuited.name}). Expected was a file that this browser may read: see whether it was moved, or who may open it.`,
        ja: `ファイル「${unsuited.path}」を開けませんでした(${unsuited.name})。このブラウザーから読めるファイルが必要です。移動していないか、アクセス権があるかを確かめてください。`,
      };
  }
}
