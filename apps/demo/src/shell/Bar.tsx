import { language, say, setLanguage } from "../language/language.js";
import { setTheme, theme } from "../state/theme.js";
import { shell } from "./messages.js";

/** The page's name, its language and its theme. */
export function Bar() {
  const text = say(shell);
  const other = language.value === "en" ? "ja" : "en";
  const isDark = theme.value === "dark";
  return (
    <header class="bar">
      <p class="brand">
        <img src="./icon.svg" alt="" width="32" height="32" />
        Mebae <span lang="ja">芽生え</span>
      </p>
      <button type="button" class="quiet" lang={other} onClick={() => setLanguage(other)}>
        {other === "ja" ? "日本語" : "English"}
      </button>
      <button type="button" class="quiet" onClick={() => setTheme(isDark ? "light" : "dark")}>
        {isDark ? text.lightTheme : text.darkTheme}
      </button>
    </header>
  );
}
