/** The traffic room: what one message meets on its way: queues, round trips, bytes on the link. Arithmetic only. */
export * from "./bottlenecks.js";
export * from "./latency.js";
export * from "./link.js";
export * from "./near.js";
export * from "./queues.js";
export * from "./seating.js";
