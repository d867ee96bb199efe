import { gunzipSync } from "fflate";

/**
 * What the page unpacks of Parquet beside what hyparquet does itself (none and Snappy, the usual ones). The build puts it
 * in the place of hyparquet-compressors, whose Brotli dictionary alone is as large as the rest of the page.
 */
export const compressors = {
  GZIP: (input: Uint8Array, length: number): Uint8Array => gunzipSync(input, { out: new Uint8Array(length) }),
};
