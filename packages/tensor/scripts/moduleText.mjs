/**
 * A module's bytes as text of printable ASCII, for src/cpu/moduleText.ts to decode. A byte b is the character
 * 40 + b mod 86, after a "!" where b ≥ 86 and a "#" where b ≥ 172; "~" stands for the backslash. Nothing needs an
 * escape, and since bytes begin where characters do, gzip finds what repeats: in base64 the same bytes come in three
 * spellings, and two variants of the matrix product take 4.5 KB of a bundle in place of 2.9.
 */
export function encodeModule(bytes) {
  let text = "";
  for (const byte of bytes) {
    const code = 40 + (byte % 86);
    text += ["", "!", "#"][Math.floor(byte / 86)] + (code === 92 ? "~" : String.fromCharCode(code));
  }
  return text;
}
