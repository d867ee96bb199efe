import type { LikelihoodMessages } from "./messages.js";

const samples = (count: number) => (count === 1 ? "1 sample" : `${count} samples`);
const steps = (count: number) => (count === 1 ? "1 step" : `${count} steps`);

export const english: LikelihoodMessages = {
  failed: "Something went wrong while computing:",
  copyLink: "Copy link",
  copied: "Copied.",
  link: "The link",
  brokenLink: "The link was cut or altered, so nothing here has changed.",
  tooManyToLink: (most) => `A link carries up to ${most} samples; there are more here.`,

  plotTitle: (isDiscrete) => (isDiscrete ? "Samples and probabilities" : "Samples and density"),
  plotHint: (letters) =>
    `Click or tap to add a sample, drag to move it; Delete removes it.${
      letters.length > 0 ? ` Drag ${letters.join(" and ")} too.` : ""
    }`,
  plotHintMany: (count) => `${samples(count)}, as a histogram`,
  plotSummary: (count, low, high, family, stands) =>
    `${samples(count)} between ${low} and ${high}; ${family} distribution with ${stands}.`,
  sample: (place) => `Sample ${place}`,
  onDensity: (parameter) => `${parameter} on the density`,

  family: "Distribution",
  counts: (family) => `${family} (whole numbers)`,
  given: (parameter) => `${parameter}, known beforehand`,
  notWhole: (typed) => `"${typed}" is no whole number that will do here.`,
  notNumber: (typed) => `"${typed}" is no number that will do here.`,
  refused: "This distribution can't have made these samples:",
  drawSuitable: "Draw samples that suit it",

  noDistribution: "There is no distribution with these parameters.",
  impossible: "A sample lies where the density is 0. One factor of 0 makes the whole product 0.",
  underflowTitle: (isZero) => (isZero ? "The product has become 0" : "The product has become infinite"),
  underflow: (count, isZero, power, l) =>
    `Multiplied one after another, ${count} densities leave the range of float64 numbers (10⁻³²⁴ to 10³⁰⁸) and become ${
      isZero ? "0" : "∞"
    }, whatever θ is. The sum of their logarithms is an ordinary number, l = ${l}, which says what L is: ${power}. So one works with logarithms.`,
  whyLogs: "Why logarithms?",
  drawMany: (count) => `Draw ${count} samples`,

  curveTitle: (symbol) => `Log-likelihood over ${symbol}`,
  curveLabel: (symbol, value, slope, top) =>
    `Log-likelihood over ${symbol}. At ${symbol} = ${value} its slope is ${slope}. ${
      top ? `The slope is 0 at ${symbol} = ${top}.` : "There is no point here at which the slope is 0."
    }`,
  onCurve: (symbol) => `${symbol} on the log-likelihood`,
  keyAlone: "l",
  keySlice: "l, the others as they stand",
  keyTangent: "slope ∂l/∂θ where you stand",
  keyProfile: "l, the others at their best",
  keyInterval: (level) => `${level} interval`,

  mapTitle: (first, second) => `l over ${first} and ${second}`,
  mapOthers: (others) => `${others} as it stands`,
  mapSummary: (taken) => (taken === 0 ? "" : `Newton's way so far: ${steps(taken)}.`),
  mapPicture: "The log-likelihood in bands, strongest in colour at its maximum, which a cross marks",
  onMap: (first, second) => `${first} by left and right, ${second} by up and down`,

  newtonTitle: "Newton's steps",
  newtonHint: "From where you stand each step goes to the top of the parabola that touches l there.",
  newtonUnsuited:
    "They need a smooth likelihood. Here l ends at the outermost samples, or has an edge at each of them, so that there is no slope of 0; the maximum is found in another way.",
  oneStep: "One step",
  allSteps: "All steps",
  goBack: "Back to the start",
  alreadyThere: "You stand at the maximum: the slope is 0.",
  onTheWay: (taken, kind) => `Step ${taken}: ${kind}.`,
  arrived: (count) => `After ${steps(count)} the slope is 0: this is the maximum.`,
  stalled: (count) => `After ${steps(count)} no further step leads higher, and yet there is no maximum here.`,
  stepsTable: "Newton's steps in numbers",
  step: "Step",
  from: "From",
  move: "Moved by",
  stepKinds: {
    newton: "Newton's own step",
    notConcave: "the trust region's step, since l is not concave here and Newton's would go down",
    outside: "the trust region's step, since Newton's would leave the allowed parameters",
    lower: "the trust region's step, since Newton's would end lower",
    tooFar: "the trust region's step, since Newton's is too long to be trusted",
  },

  maximumTitle: "The maximum and its interval",
  maximumTable: "The maximum in numbers",
  status: {
    converged: "Found: the slope is 0 in every parameter.",
    boundary: "The likelihood grows up to a limit of the parameters.",
    degenerate: "There is no maximum: the likelihood grows without bound.",
    notIdentifiable: "These samples can't tell the parameters apart.",
    notConverged: "The search ended before the slope was 0.",
  },
  level: "Confidence",
  standThere: "Go to the maximum",
  intervalHint: (drop) =>
    `holds within the profile's interval: less than ${drop} below the maximum. Wald's takes l for a parabola.`,
  parameter: "Parameter",
  estimate: "Maximum",
  standardError: "Standard error",
  profile: "Profile",
  wald: "Wald",

  samplesTitle: (count) => samples(count)[0]!.toUpperCase() + samples(count).slice(1),
  tooMany: "Too many to list one by one.",
  remove: (place) => `Remove sample ${place}`,
  newSample: "New sample",
  add: "Add",
  drawTitle: "Draw at random",
  drawHint: (family) => `From the ${family} distribution with the parameters where you stand.`,
  drawCount: "How many",
  seed: "Seed",
  draw: "Draw",
  fileTitle: "Your own numbers",
  fileLabel: "Drop a file, or choose one",
  fileHint: "A CSV or a text of numbers. It stays on this machine.",
  pasteLabel: "Or paste numbers here",
  usePasted: "Use these numbers",
  pasted: "pasted text",
  fileRefused: "This can't be read:",
  notANumber: (found) => `“${found}” is no number. Expected are numbers with spaces or commas between them.`,
  beyondSizes: (value) =>
    `${value} has a size that this page can't show, which goes from 10⁻⁶ to 10¹⁵. Give the numbers in another unit.`,
  fileTaken: (file, column, count, missing) =>
    `${file}: ${count} numbers${column === undefined ? "" : ` of the column "${column}"`}${missing > 0 ? `; ${missing === 1 ? "1 missing value" : `${missing} missing values`} left out` : ""}.`,
  column: "Column",
};
