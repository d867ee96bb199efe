import { DataError, type MebaeError, throwIfAborted, UsageError } from "@mebae/tensor";
import { Dataset } from "../../dataset.js";
import { badData } from "../../place.js";
import { bounded } from "../bounded.js";
import { browserDecoder } from "./browserDecoder.js";
import { chooseSize } from "./chooseSize.js";
import type { Extents, ImageDecoder } from "./decoder.js";
import { type Fit, fitImage, scaledExtents, writeChannels } from "./fitImage.js";
import { type FolderLayout, folderLayout, type LaidOut } from "./folderLayout.js";
import { type ImageHeader, imageHeader } from "./imageHeader.js";
import { type SeenImages, summarize } from "./seenImages.js";

/** A file of a folder of pictures; a browser's File is a blob. */
export interface ImageFile {
  /** Relative to the folder, with "/": `cat/1.jpg`. */
  readonly path: string;
  readonly blob: { arrayBuffer(): Promise<ArrayBuffer> };
}

export interface ImageProgress {
  /** First every file's header is read, then every picture decoded. */
  readonly stage: "look" | "decode";
  readonly done: number;
  readonly total: number;
}

export interface ImageFolderOptions {
  /** What the folder is called. Default "images". */
  readonly name?: string;
  /** Which part of a folder that is divided into `train`, `test`, …: the name of its folder. */
  readonly part?: string;
  /** The classes in their order, where they are known; by default those of the folders, in natural order. */
  readonly classes?: readonly string[];
  /** Side or [height, width] of the examples; by default chosen from the pictures: their median, or less, down to 1600 pixels. */
  readonly size?: number | readonly [height: number, width: number];
  /** 1 grey or 3 colours; by default 1 where no picture has colour. */
  readonly channels?: 1 | 3;
  /** How pictures of other proportions fill the size. Default "cover". */
  readonly fit?: Fit;
  /** Grey level from 0 to 255 behind transparent pixels and beside a contained picture. Default 255, white. */
  readonly background?: number;
  /** Folders of the folder, which may be empty; a list of files doesn't show them. */
  readonly folders?: readonly string[];
  /** Default: the browser's own. */
  readonly decoder?: ImageDecoder;
  readonly onProgress?: (progress: ImageProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ImageFolder {
  /** Bytes [channels, height, width] with the paths as `names`; labels where the folder has classes. */
  readonly dataset: Dataset;
  readonly seen: SeenImages;
}

/** So many files are read, and pictures decoded, at a time. */
const limits = { look: 16, decode: 8 };

/**
 * Reads a folder of PNG, JPEG and WebP pictures, one folder a class; of files alone the classes stay unknown. Formats are
 * told from the content; EXIF's rotation is applied; pictures of all sizes, grey, colour, palettes, 16 bits and transparency
 * become bytes of one shape. Hidden files and what systems leave behind (Thumbs.db) are ignored and counted. Examples are
 * ordered by class, then naturally by name, however the files come.
 * @throws DataError naming the file: no picture, truncated, damaged; or the folder: see folderLayout. AbortedError.
 */
export async function imageFolder(
  files: Iterable<ImageFile>,
  options: ImageFolderOptions = {},
): Promise<ImageFolder> {
  const { name = "images", part, channels, signal } = options;
  checkOptions(options);
  const blobs = new Map(Array.from(files, ({ path, blob }) => [path, blob]));
  const layout = folderLayout(blobs.keys(), { ...options, name });
  const reading: Reading = { options, name: part === undefined ? name : `${name}/${part}`, blobs, layout };
  const pictures: readonly (ImageHeader | DataError)[] = await look(reading);
  refuseUnreadable(pictures);
  const size = sizeOf(options.size) ?? chooseSize(pictures);
  const planes = await decodeAll(reading, pictures, size);
  throwIfAborted(signal, `${reading.name}: ended before all was read`);
  const area = size.width * size.height;
  const chosen = channels ?? (planes.every(({ length }) => length === area) ? 1 : 3);
  const data = new Uint8Array(planes.length * chosen * area);
  planes.forEach((picture, i) => writeChannels(picture, area, chosen, data, i * chosen * area));
  const { classes } = layout;
  const dataset = new Dataset({
    name: reading.name,
    features: { data, shape: [chosen, size.height, size.width] },
    names: layout.files.map((file) => file.name),
    ...(classes && {
      target: { kind: "classes", classes, labels: Int32Array.from(layout.files, ({ label }) => label!) },
    }),
  });
  const colourful = planes.filter(({ length }) => length !== area).length;
  return { dataset, seen: summarize(pictures, size, { colourful, ignored: layout.ignored }) };
}

interface Reading {
  readonly options: ImageFolderOptions;
  readonly name: string;
  readonly blobs: ReadonlyMap<string, ImageFile["blob"]>;
  readonly layout: FolderLayout;
}

async function bytesOf({ blobs }: Reading, { path }: LaidOut): Promise<Uint8Array> {
  return new Uint8Array(await blobs.get(path)!.arrayBuffer());
}

/** The header of each file, or why it can't be read: one look finds every bad file. */
function look(reading: Reading): Promise<(ImageHeader | DataError)[]> {
  return eachFile(reading, "look", async (file) => {
    try {
      return imageHeader(await bytesOf(reading, file), `${reading.name}/${file.name}`);
    } catch (error) {
      if ((error as MebaeError).code === "data") return error as DataError;
      throw error;
    }
  });
}

function refuseUnreadable(headers: readonly (ImageHeader | DataError)[]): asserts headers is ImageHeader[] {
  const errors = headers.filter((header) => header instanceof DataError);
  const [first, second] = errors;
  if (!first) return;
  if (!second) throw first;
  const refused = errors.map((error) => error.details["file"]);
  const others =
    errors.length === 2 ? `${refused[1]} is` : `${errors.length - 1} more, ${refused[1]} among them, are`;
  throw new DataError(
    `${first.message}; ${others} refused, too`,
    { ...first.details, refused },
    { cause: first },
  );
}

function decodeAll(reading: Reading, headers: readonly ImageHeader[], size: Extents): Promise<Uint8Array[]> {
  const { decoder = browserDecoder, fit = "cover", background = 255 } = reading.options;
  return eachFile(reading, "decode", async (file, index) => {
    const bytes = await bytesOf(reading, file);
    const scaled = scaledExtents(headers[index]!, { ...size, fit });
    // Twice what is needed leaves the fine resampling to one place, the same on every platform.
    const enough = { width: Math.ceil(2 * scaled.width), height: Math.ceil(2 * scaled.height) };
    const image = await decoder.decode(bytes, enough).catch((cause: Error) => {
      const [reason] = cause.message.split("\n", 1);
      throw badData(
        { file: `${reading.name}/${file.name}` },
        `the picture is damaged and can't be decoded (${reason})`,
        {},
        cause,
      );
    });
    return fitImage(image, { ...size, fit, background });
  });
}

function eachFile<T>(
  { layout, name, options: { onProgress, signal } }: Reading,
  stage: ImageProgress["stage"],
  work: (file: LaidOut, index: number) => Promise<T>,
): Promise<T[]> {
  const total = layout.files.length;
  let done = 0;
  const one = async (index: number) => {
    const result = await work(layout.files[index]!, index);
    onProgress?.({ stage, done: ++done, total });
    return result;
  };
  return bounded(total, limits[stage], one, signal, name);
}

function sizeOf(size: ImageFolderOptions["size"]): Extents | undefined {
  if (size === undefined) return undefined;
  const [height, width] = typeof size === "number" ? [size, size] : size;
  return { height, width };
}

function checkOptions({ size, channels, background = 255 }: ImageFolderOptions): void {
  const extents = size === undefined ? [] : [size].flat();
  if (!extents.every((extent) => Number.isInteger(extent) && extent >= 1))
    throw new UsageError(`imageFolder: size is a whole number from 1 on, or [height, width], not ${size}`, {
      size,
    });
  if (channels !== undefined && channels !== 1 && channels !== 3)
    throw new UsageError(`imageFolder: channels is 1 (grey) or 3 (colour), not ${channels}`, { channels });
  if (!(background >= 0 && background <= 255))
    throw new UsageError(`imageFolder: background is a grey level from 0 to 255, not ${background}`, {
      background,
    });
}
