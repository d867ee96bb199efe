export function filesThatShareModules(root: string): string[];
