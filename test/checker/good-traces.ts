/** Lives that are right, each told in a few facts: what is claimed follows from what happened. */
import { GOOD_BESIDE } from "./good-beside.js";
import { GOOD_FAILOVERS } from "./good-failovers.js";
import { GOOD_OPERATIONS } from "./good-operations.js";
import { GOOD_SERVICE } from "./good-service.js";
import { GOOD_SHIPPING } from "./good-shipping.js";
import { GOOD_USERS } from "./good-users.js";

export const GOOD = {
  ...GOOD_SERVICE,
  ...GOOD_SHIPPING,
  ...GOOD_USERS,
  ...GOOD_FAILOVERS,
  ...GOOD_BESIDE,
  ...GOOD_OPERATIONS,
};

export type GoodName = keyof typeof GOOD;
