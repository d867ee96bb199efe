export function unfuse(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
