import type { PreviewServer } from "vite";

export const rooms: readonly string[];
export const isolated: Readonly<Record<string, string>>;
export function servePage(options?: {
  isIsolated?: boolean;
}): Promise<{ server: PreviewServer; address: string }>;
