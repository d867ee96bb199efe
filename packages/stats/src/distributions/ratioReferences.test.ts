import { testReference } from "../testing/references.js";
import betaReference from "./beta.fixture.json" with { type: "json" };
import { Beta } from "./beta.js";
import fReference from "./f.fixture.json" with { type: "json" };
import { F } from "./f.js";
import studentTReference from "./studentT.fixture.json" with { type: "json" };
import { StudentT } from "./studentT.js";
import vonMisesReference from "./vonMises.fixture.json" with { type: "json" };
import { VonMises } from "./vonMises.js";

testReference(Beta, betaReference);
testReference(F, fReference);
testReference(StudentT, studentTReference);
testReference(VonMises, vonMisesReference);
