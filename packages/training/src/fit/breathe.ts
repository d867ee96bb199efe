const longest = 100;
let last = 0;

/**
 * Lets the host's event loop turn, at most ten times a second: on the CPU every await is done at once, and without
 * this neither Ctrl-C nor a page's clicks would be heard before the end.
 */
export async function breathe(): Promise<void> {
  const now = performance.now();
  if (now - last < longest) return;
  await new Promise<void>((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
  last = performance.now();
}
