/** The operations room: people, runbooks as graphs, the documented procedures as tables. The pool does not know it. */
export { PoolCrew } from "./crew.js";
export { type Checklist, type ChecklistRow, checklistOf } from "./procedures/checklist.js";
export { COMPUTED_STEPS, DOCUMENTED_STEPS, type ProcedureName, proceduresOf } from "./procedures/order.js";
export type { StepRow } from "./procedures/row.js";
