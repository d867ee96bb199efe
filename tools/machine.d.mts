export function sharedFolder(): string | undefined;
export function chromium(): string | undefined;
export const chromiumArguments: readonly string[];
export function isRequired(part: string): boolean;
export function absences(): Promise<{ part: string; reason: string; required: boolean }[]>;
export function adapterKind(): Promise<string>;
export function vulkanEnvironment(): Record<string, string>;
export function isTested(part: string): Promise<boolean>;
