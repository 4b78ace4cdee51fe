/** The operations room: people, runbooks as graphs, the documented procedures as tables. The pool does not know it. */
export { PoolCrew } from "./crew.js";
export { DOCUMENTED_STEPS } from "./procedures/changes.js";
export { COMPUTED_STEPS, documentedOrder, NEEDS } from "./procedures/order.js";
