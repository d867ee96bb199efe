const leftBySystems = new Set(["thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"]);

/** Whether a file or folder of that name is none of the user's: hidden (.DS_Store, ._photo.jpg) or left by a system. */
export function isIgnored(name: string): boolean {
  return name.startsWith(".") || leftBySystems.has(name.toLowerCase());
}
