import { damaged } from "../safetensors/format.js";

/**
 * The object in a JSON file of a known format.
 * @throws DataError naming the file: no JSON, another format, a version from the future.
 */
export function readJson(
  bytes: Uint8Array,
  file: string,
  format: string,
  version: number,
): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw damaged(file, "the file is no JSON text", cause);
  }
  const object = (typeof json === "object" && json !== null ? json : {}) as Record<string, unknown>;
  if (object["format"] !== format)
    throw damaged(
      file,
      `expected the format "${format}", found ${JSON.stringify(object["format"]) ?? "none"}`,
    );
  const found = object["version"];
  if (!Number.isInteger(found) || (found as number) < 1)
    throw damaged(file, `expected a format version, found ${JSON.stringify(found) ?? "none"}`);
  if ((found as number) > version) {
    throw damaged(
      file,
      `it is of format version ${found}, and this program reads up to ${version}: update Mebae`,
    );
  }
  return object;
}
