import type { Values } from "../setup.js";
import { columnsOf, rowsOf } from "./layer.js";

/** The shapes of a layer that works number by number. */
export const likeInput = ({ x }: Values) => ({ dy: [rowsOf(x!), columnsOf(x!)] as const });
