/** The fate room: ways to make the list of what strikes when. There is one way to play it, and it is not here. */
export { fateRecords, printFate } from "./print-fate.js";
export { type Bias, type BiasedFate, canBeHurried, drawBiasedFate } from "./random/biased-fate.js";
export { type Clock, clockTimeAt, downAtStartOf, looksBack, ratePerYearOf } from "./random/clock.js";
export { WRONG_STEP_AFTER } from "./random/defaults.js";
export { drawFate, drawOthers, fateDownAtStart, forcedFate, inputsOf } from "./random/draw-fate.js";
export { INPUT_DRAWS } from "./random/evidence.js";
export { expectedWithin, type FatePlan, planFates, struckPerYear } from "./random/plan.js";
export { type FateProblem, fateProblems } from "./random/problems.js";
export { MOST_STRIKES, TooManyStrikes } from "./random/strikes.js";
export { scriptedFate } from "./scripted.js";
