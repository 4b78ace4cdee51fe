/** The value that stands for a law where nothing may be drawn: a constant itself, else the middle. */
import { draw, type Law } from "../../engine/index.js";
import type { Micros } from "../../units/index.js";

const MIDDLE = 0.5;

export const middleOf = (law: Law): Micros => (law.law === "fixed" ? law.value : draw(law, MIDDLE));
