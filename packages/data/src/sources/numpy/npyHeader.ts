import { badData } from "../../place.js";

export interface NpyHeader {
  /** NumPy's name of the elements: byte order, kind and size, such as "<f4". */
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly start: number;
}

const magic = "\x93NUMPY";

/**
 * The header of a .npy file of version 1, 2 or 3 (numpy.lib.format): magic, version, length, and a Python dictionary.
 * @throws DataError: no .npy file, truncated, another version, fields of a record, a header that can't be read.
 */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const begins = String.fromCharCode(...bytes.subarray(0, magic.length));
  if (!magic.startsWith(begins) || begins === "")
    throw badData({ file }, "expected a .npy file, which begins with 93 NUMPY");
  const version = bytes[6]!;
  // Version 1 has two bytes of length, the later ones four.
  const begin = version === 1 ? 10 : 12;
  if (bytes.length < begin) throw badData({ file }, "the header of the .npy file is truncated");
  if (version < 1 || version > 3)
    throw badData({ file }, `expected version 1, 2 or 3 of the .npy format, found ${version}.${bytes[7]}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = begin + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw badData({ file }, "the header of the .npy file is truncated");
  // Latin-1 in versions 1 and 2, UTF-8 in 3; what is read here is ASCII in all.
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(begin, start));
  return { ...parseDictionary(text, file), start };
}

function parseDictionary(text: string, file: string): Omit<NpyHeader, "start"> {
  const descr = /'descr'\s*:\s*(?:'([^']*)'|(\[))/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const shape = /'shape'\s*:\s*\(([\d\sL,]*)\)/.exec(text);
  if (!descr || !order || !shape)
    throw badData(
      { file },
      "the header of the .npy file is damaged: expected descr, fortran_order and shape",
    );
  if (descr[2])
    throw badData(
      { file },
      "expected an array of numbers or texts, found records with fields: save its columns as arrays of their own",
    );
  const extents = shape[1]!
    .split(",")
    .map((extent) => extent.trim())
    .filter((extent) => extent !== "");
  return {
    descr: descr[1]!,
    isFortran: order[1] === "True",
    // Python 2 wrote long integers as 3L.
    shape: extents.map((extent) => Number(extent.replace("L", ""))),
  };
}
