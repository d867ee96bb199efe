import { partsOfArrays, readNpz, sniff } from "@mebae/data";
import { imageFolderParts, isFolder, readFileBytes } from "@mebae/data/node";
import { UsageError } from "@mebae/tensor";

/** What a command takes where data are divided and nobody says which part. */
export type UsualPart = "train" | "test";

/** The parts of a folder of pictures or a .npz that is divided into train, test, …; other data have none. */
export class Parts {
  private constructor(
    readonly path: string,
    readonly names: readonly string[],
    /** Whether there are data beside the parts, as the array x beside x_test. */
    readonly isWhole: boolean,
  ) {}

  static async of(path: string): Promise<Parts> {
    if (await isFolder(path)) {
      const names = await imageFolderParts(path);
      return new Parts(path, names, names.length === 0);
    }
    const bytes = await readFileBytes(path);
    if (sniff(bytes).kind !== "zip") return new Parts(path, [], true);
    const arrays = [...readNpz(bytes, { file: path }).keys()];
    const isWhole = arrays.some((name) => partsOfArrays([name]).length === 0);
    return new Parts(path, partsOfArrays(arrays), isWhole);
  }

  /**
   * The part that was asked for, in upper or lower case, or the usual one; undefined where the data are whole.
   * @throws UsageError naming the parts: none is called so, or there are some and none of them is the usual one.
   */
  choose(asked: string | undefined, usual?: UsualPart): string | undefined {
    const { path, names } = this;
    if (asked !== undefined) {
      const found = names.find((name) => name.toLowerCase() === asked.toLowerCase());
      if (found !== undefined) return found;
      const there = names.length === 0 ? "no parts" : `the parts ${quoted(names)}`;
      throw new UsageError(`${path}: expected a part called "${asked}", found ${there}`, { parts: names });
    }
    const found = usual && this.#called(usual);
    if (found !== undefined || this.isWhole) return found;
    throw new UsageError(`${path}: found the parts ${quoted(names)}: say which one with --part`, {
      parts: names,
    });
  }

  /** The part to test by, beside the one that is learned from. */
  testBeside(learned: string | undefined): string | undefined {
    const test = this.#called("test");
    return test === learned ? undefined : test;
  }

  #called(usual: UsualPart): string | undefined {
    return this.names.find((name) => name.toLowerCase().startsWith(usual));
  }
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
