import { expect, test } from "vitest";
import { withMarks } from "./pureInitializers.mjs";

test("calls of a module's own initializers are marked, those inside functions aren't", () => {
  expect(withMarks("const a = f(g(1), () => h());\nrun();\nclass C { static b = new D(); c = e(); }")).toBe(
    "const a = /* @__PURE__ */ f(/* @__PURE__ */ g(1), () => h());\nrun();\nclass C { static b = /* @__PURE__ */ new D(); c = e(); }",
  );
});

// Vite 8.3 wrote `2//* @__PURE__ */ sqrt(3)`, and the rest of the line, which was the rest of the bundle, became a comment.
test("no mark stands behind a division sign", () => {
  expect(withMarks("const a = 2 / sqrt(3);")).toBe("const a = 2 / sqrt(3);");
  expect(withMarks("const a = 2 / f(sqrt(3)).x;")).not.toContain("/ /*");
  expect(withMarks("const a = sqrt(3) / 2;")).toBe("const a = /* @__PURE__ */ sqrt(3) / 2;");
});
