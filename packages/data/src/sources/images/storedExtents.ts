/** What a reader of one format finds: the extents as stored, and EXIF's orientation from 1 to 8. */
export interface StoredExtents {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
}

/** Thrown with what is wrong with a picture's structure, by readers that don't know the file's name. */
export class DamagedImage extends Error {}
