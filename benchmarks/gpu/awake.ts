/**
 * Runs until a card has been busy for so many milliseconds: an idle one lowers its clock, an H200 to a sixth, and takes a
 * tenth of a second or more to raise it again.
 */
export async function awake(run: () => Promise<unknown>, milliseconds = 300): Promise<void> {
  const start = performance.now();
  do await run();
  while (performance.now() - start < milliseconds);
}
