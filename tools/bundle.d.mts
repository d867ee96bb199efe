export interface Bundle {
  readonly text: string;
  /** Bytes that each file has in the bundle, the largest first. */
  readonly parts: readonly { readonly file: string; readonly bytes: number }[];
}

export interface BundleOptions {
  readonly built?: boolean;
  readonly minify?: boolean;
  readonly distrust?: boolean;
}

export declare function bundleAll<Name extends string>(
  programs: Readonly<Record<Name, string>>,
  options?: BundleOptions,
): Promise<Record<Name, Bundle>>;

export declare function bundle(program: string, options?: BundleOptions): Promise<Bundle>;
