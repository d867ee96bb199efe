// The arrows of the house, one way only. `pnpm check:arrows` runs this.

/** What a package may import beside itself. */
const arrows = {
  tensor: [],
  layers: ["tensor"],
  losses: ["tensor"],
  optimizers: ["tensor"],
  gpu: ["tensor"],
  blas: ["tensor"],
  data: ["tensor"],
  conformance: ["tensor"],
  stats: ["tensor", "optimizers"],
  training: ["tensor", "layers", "losses", "optimizers", "data"],
  assess: ["tensor", "optimizers", "training", "stats", "data"],
  onnx: ["tensor", "layers"],
  distributed: ["tensor", "training"],
  workloads: ["tensor", "layers", "losses", "optimizers"],
};

const betweenPackages = Object.entries(arrows).map(([name, allowed]) => ({
  name: `${name}-imports`,
  comment: `@mebae/${name} may import ${allowed.map((other) => `@mebae/${other}`).join(", ") || "no sibling"}`,
  severity: "error",
  from: { path: `^packages/${name}/` },
  to: { path: "^(packages|apps|tests|benchmarks)/", pathNot: `^packages/(${[name, ...allowed].join("|")})/` },
}));

const tensor = "^packages/tensor/src/";
/** Tests, and what only they import. */
const test = "(\\.(test|bench)\\.ts$|/src/.*testing/)";
const typeOnly = ["type-only"];

/** The rooms of @mebae/tensor. Importing a type makes no arrow, except between the backends. */
const insideTensor = [
  {
    name: "backends-know-no-tensors",
    comment: "reference/ and cpu/ compute on buffers: tensors, cells, tapes and keys stand above them",
    from: { path: `${tensor}(reference|cpu)/`, pathNot: test },
    to: {
      path: `${tensor}((tensor|variable|scope|creation|execute|current|index)\\.ts|autograd/|random/|compile/)`,
      dependencyTypesNot: typeOnly,
    },
  },
  {
    name: "backends-apart",
    comment: "the reference is the yardstick of cpu/ and shares no code with it",
    from: { path: `${tensor}(reference|cpu)/`, pathNot: test },
    to: { path: `${tensor}(reference|cpu)/`, pathNot: `${tensor}$1/` },
  },
  {
    name: "cpu-behind-the-backend",
    comment: "only the public face, the default backend and an op's own kernel reach into cpu/",
    from: {
      path: tensor,
      pathNot: [`${tensor}cpu/`, `${tensor}(index|current|worker)\\.ts$`, `${tensor}(ops|random)/`, test],
    },
    to: { path: `${tensor}cpu/`, dependencyTypesNot: typeOnly },
  },
  {
    name: "ops-import-kernels-only",
    comment: "an op's file may import its CPU kernel family, nothing else of the engine",
    from: { path: `${tensor}(ops|random)/`, pathNot: test },
    to: { path: `${tensor}cpu/`, pathNot: `${tensor}cpu/kernels/`, dependencyTypesNot: typeOnly },
  },
  {
    name: "expressions-stand-alone",
    comment: "scalar expressions are what ops and kernels are made of",
    from: { path: `${tensor}expression/`, pathNot: test },
    to: {
      path: tensor,
      pathNot: `${tensor}(expression/|(dtype|errors|shape)\\.ts)`,
      dependencyTypesNot: typeOnly,
    },
  },
  {
    name: "nobody-imports-the-face",
    comment: "index.ts is the public face and nothing else; inside, import the file itself",
    from: { path: "^packages/([a-z]+)/src/", pathNot: [test, "/node\\.ts$"] },
    to: { path: "^packages/$1/src/index\\.ts$" },
  },
];

const everywhere = [
  {
    name: "no-cycle",
    comment: "two files that need each other at run time are one idea or three",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: typeOnly } },
  },
  {
    name: "no-deep-import",
    comment: "a sibling is reached through the entries that it publishes",
    from: {
      path: "^(packages/[^/]+|apps/[^/]+|tests|benchmarks)/",
      // They break gradient rules where they are applied, and count what is asked of a heap: no public entry lets anyone.
      pathNot: "^tests/(conformance/mutation|replay)\\.test\\.ts$",
    },
    to: {
      path: "^packages/[^/]+/src/",
      pathNot: ["^$1/", "^packages/[^/]+/src/(index|backend|cases|codegen|methods|node|scalar)\\.ts$"],
    },
  },
  {
    name: "main-entries-run-in-browsers",
    comment: "Node's built-ins belong behind a ./node entry",
    from: { path: "^packages/[^/]+/src/", pathNot: [test, "/src/node(\\.ts$|/)"] },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "main-entries-reach-no-node-entry",
    from: { path: "^packages/[^/]+/src/", pathNot: [test, "/src/node(\\.ts$|/)"] },
    to: { path: "^packages/[^/]+/src/node(\\.ts$|/)" },
  },
  {
    name: "cases-are-data",
    comment: "NAME.cases.ts imports only types and other cases, so that it ships to a stranger's backend",
    from: { path: "\\.cases\\.ts$" },
    to: { pathNot: "\\.cases\\.ts$", dependencyTypesNot: typeOnly },
  },
  {
    name: "shipped-code-imports-no-test",
    from: { path: "^(packages|apps)/[^/]+/src/", pathNot: test },
    to: { path: test },
  },
  {
    name: "declared-dependencies",
    comment: "an npm package is named in the manifest of the package that imports it",
    from: { path: "^(packages|apps)/[^/]+/src/", pathNot: test },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  { name: "resolvable", from: {}, to: { couldNotResolve: true } },
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...betweenPackages, ...insideTensor, ...everywhere].map((rule) => ({
    severity: "error",
    ...rule,
  })),
  options: {
    doNotFollow: { path: ["node_modules", "/dist/"] },
    exclude: { path: ["\\.as\\.ts$", "/node_modules/", "/dist/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
