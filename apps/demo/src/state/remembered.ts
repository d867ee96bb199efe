// What a person chose once. Where storage is refused (private windows, strict settings) it lasts as long as the page.

const key = (name: string) => `mebae.${name}`;

/** The choice of that name, or null. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(key(name), value);
  } catch {
    // Nothing is lost but the memory of it.
  }
}
