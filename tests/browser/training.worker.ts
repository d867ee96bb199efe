import { trainOnDigits } from "./trainOnDigits.js";

postMessage(await trainOnDigits());
