import { signal } from "@preact/signals";

/**
 * How often canvases were emptied, as when the graphics driver restarts: what draws on one depends on it, and so draws again. The
 * browser tells each canvas by an event that doesn't bubble, but can be caught above it.
 */
export const canvasLosses = signal(0);
document.addEventListener(
  "contextrestored",
  () => {
    canvasLosses.value++;
  },
  true,
);
