const plus86 = 33;
const plus172 = 35;
const backslash = 92;
const tilde = 126;

/** The bytes of a module from the text that scripts/moduleText.mjs made of it. */
export function decodeModule(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let more = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === plus86) more = 86;
    else if (code === plus172) more = 172;
    else {
      bytes.push((code === tilde ? backslash : code) - 40 + more);
      more = 0;
    }
  }
  return new Uint8Array(bytes);
}
