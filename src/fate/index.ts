/** The fate room: ways to make the list of what strikes when. There is one way to play it, and it is not here. */
export { fateRecords, printFate } from "./print-fate.js";
export { scriptedFate } from "./scripted.js";
