/** Lives that are right, each told in a few facts: what is claimed follows from what happened. */
import { GOOD_SERVICE } from "./good-service.js";
import { GOOD_SHIPPING } from "./good-shipping.js";

export const GOOD = { ...GOOD_SERVICE, ...GOOD_SHIPPING };

export type GoodName = keyof typeof GOOD;
