/** The units room: time, sizes, rates, shares; reading and printing them. It imports nothing. */
export * from "./micros.js";
export * from "./parse.js";
export * from "./print.js";
export * from "./quantities.js";
