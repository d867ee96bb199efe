export function encodeModule(bytes: Uint8Array): string;
