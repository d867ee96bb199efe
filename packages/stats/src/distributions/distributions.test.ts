import { testDistribution } from "../testing/laws.js";
import { gumbelCases } from "./gumbel.cases.js";
import { Gumbel } from "./gumbel.js";
import { normalCases } from "./normal.cases.js";
import { Normal } from "./normal.js";

testDistribution(Gumbel, gumbelCases);
testDistribution(Normal, normalCases);
