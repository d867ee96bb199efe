import type { Messages } from "../language/language.js";

type ControlMessages = Readonly<Record<"chooseFile" | "chooseFiles" | "chooseFolder", string>>;

export const controls: Messages<ControlMessages> = {
  en: { chooseFile: "Choose a file", chooseFiles: "Choose files", chooseFolder: "Choose a folder" },
  ja: { chooseFile: "ファイルを選ぶ", chooseFiles: "ファイルを選ぶ", chooseFolder: "フォルダーを選ぶ" },
};
