import { testDistribution } from "../testing/laws.js";
import { bernoulliCases } from "./bernoulli.cases.js";
import { Bernoulli } from "./bernoulli.js";
import { geometricCases } from "./geometric.cases.js";
import { Geometric } from "./geometric.js";
import { gumbelCases } from "./gumbel.cases.js";
import { Gumbel } from "./gumbel.js";
import { normalCases } from "./normal.cases.js";
import { Normal } from "./normal.js";
import { poissonCases } from "./poisson.cases.js";
import { Poisson } from "./poisson.js";

testDistribution(Bernoulli, bernoulliCases);
testDistribution(Geometric, geometricCases);
testDistribution(Gumbel, gumbelCases);
testDistribution(Normal, normalCases);
testDistribution(Poisson, poissonCases);
