/** After the first visit the page's files come from the browser's cache. Not while developing, where files change. */
export function registerOffline(): void {
  if (import.meta.env.DEV || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    // Without it (an http address that isn't localhost, a private window) the page works while it is connected.
    navigator.serviceWorker.register("./serviceWorker.js", { type: "module" }).catch((error: unknown) => {
      console.info(`The page won't open offline: ${error}`);
    });
  });
}
