import { expect, test } from "vitest";
import { bundle } from "../tools/bundle.mjs";

/** The files of @mebae/tensor's compile room in a program's bundle. */
async function compileRoom(program: string): Promise<string[]> {
  const { parts } = await bundle(program);
  return parts.flatMap(({ file, bytes }) => (bytes > 0 && /\/compile\//.test(file) ? [file] : []));
}

test("a program that doesn't compile carries only the hook by which ops tell a trace", async () => {
  const files = await compileRoom(`
    import { Key, mul, normal, tensor, valueAndGrad, Variable } from "@mebae/tensor";
    const w = new Variable(normal(new Key(1), []), "w");
    console.log(valueAndGrad(() => mul(w.value, tensor(2)), [w]));
  `);
  expect(files.map((file) => file.split("/").at(-1))).toEqual(["tracing.ts"]);
});

test("one that does carries the room", async () => {
  const files = await compileRoom(`
    import { add, compile, tensor } from "@mebae/tensor";
    console.log(compile((x) => add(x, 1))(tensor(1)));
  `);
  expect(files.length).toBeGreaterThan(10);
});
