import { readFile } from "node:fs/promises";
import ts from "typescript";

const mark = "/* @__PURE__ */ ";

/**
 * A plugin of esbuild that marks the calls of module-level initializers as pure: `const Normal = distribution({ … })`, and calls inside
 * their arguments. `sideEffects: false` in a manifest says the same of whole files; within a file, and to a bundler that doesn't read manifests, only such
 * marks say what can be left out. Statements that are there for what they do stay as they are.
 */
export const pureInitializers = {
  name: "pure-initializers",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      return { contents: withMarks(await readFile(path, "utf8"), path), loader: "ts" };
    });
  },
};

/** The source with its marks; no line moves. */
export function withMarks(source, path = "module.ts") {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const places = file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap(({ initializer }) => callsIn(initializer))
      : ts.isClassDeclaration(statement)
        ? statement.members.filter(isStaticProperty).flatMap(({ initializer }) => callsIn(initializer))
        : [],
  );
  let marked = "";
  let end = 0;
  for (const place of places.sort((a, b) => a - b)) {
    if (isBehindSlash(source, place)) continue;
    marked += source.slice(end, place) + mark;
    end = place;
  }
  return marked + source.slice(end);
}

function isStaticProperty(member) {
  return (
    ts.isPropertyDeclaration(member) &&
    member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  );
}

/** Where calls begin that run with the module itself: none inside functions, which run when they are called. */
function callsIn(node) {
  if (!node || ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return [];
  const inner = [];
  ts.forEachChild(node, (child) => {
    inner.push(...callsIn(child));
  });
  return ts.isCallExpression(node) || ts.isNewExpression(node)
    ? [...new Set([node.getStart(), ...inner])]
    : inner;
}

/**
 * A comment behind a division sign is a trap: Vite 8's minifier drops the space between, and `//` begins a line comment. Behind
 * another comment it is a mark that stands already.
 */
const isBehindSlash = (source, place) => source.slice(0, place).trimEnd().endsWith("/");
