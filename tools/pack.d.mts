export type PublishedManifest = {
  name: string;
  version: string;
  private?: boolean;
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
};

export type Packed = { name: string; folder: string; manifest: PublishedManifest; tarball: string };

export declare const root: string;

export declare function workspaceFolders(workspace?: string): string[];

export declare function manifestOf(folder: string, workspace?: string): PublishedManifest;

export declare function publishedPackages(
  workspace?: string,
): { folder: string; manifest: PublishedManifest }[];

export declare function packAll(destination: string, workspace?: string): Promise<Packed[]>;
