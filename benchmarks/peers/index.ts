import type { Peer } from "../protocol/messages.ts";

/** The libraries that run in JavaScript, each loaded only in its own program. */
const peers: Record<string, (threads: number) => Promise<Peer>> = {
  mebae: async (threads) => (await import("./mebae.ts")).mebae(threads, true),
  "mebae-blas": async (threads) => {
    (await import("@mebae/blas")).useBlas();
    return (await import("./mebae.ts")).mebae(threads, true);
  },
  "mebae-eager": async (threads) => (await import("./mebae.ts")).mebae(threads, false),
  jax: async (threads) => (await import("./jax/jax.ts")).jax(threads),
  tfjs: async (threads) => (await import("./tfjs/tfjs.ts")).tfjs(threads),
};

export function loadPeer(name: string, threads: number): Promise<Peer> {
  const load = peers[name];
  if (!load) throw new Error(`no library named "${name}"; there are ${Object.keys(peers).join(", ")}`);
  return load(threads);
}
