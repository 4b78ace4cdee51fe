/** The operations room: people, the runbook graph, the documented procedures as tables. It knows the pool. */
export { PoolCrew } from "./crew.js";
