export type PublishedManifest = {
  name: string;
  version: string;
  private?: boolean;
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
};

export declare function publishedPackages(): { folder: string; manifest: PublishedManifest }[];

export declare function packAll(
  destination: string,
): Promise<{ name: string; manifest: PublishedManifest; tarball: string }[]>;
