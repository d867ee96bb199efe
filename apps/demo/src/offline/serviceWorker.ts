/// <reference lib="webworker" />
import { type PrecacheEntry, Serwist } from "serwist";

declare const self: ServiceWorkerGlobalScope & { readonly __SW_MANIFEST: (string | PrecacheEntry)[] };

// The build writes the list of the page's files here. A file whose name has no hash carries its revision.
new Serwist({
  precacheEntries: self.__SW_MANIFEST,
  precacheOptions: { cleanupOutdatedCaches: true, ignoreURLParametersMatching: [/.*/] },
  skipWaiting: true,
  clientsClaim: true,
}).addEventListeners();
