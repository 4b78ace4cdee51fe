/** Lengths as a sentence says them. */
import { type Micros, printDuration } from "../../units/index.js";

export const spoken = (seconds: number): string => printDuration(Math.round(seconds * 1e6) as Micros);
