/** A worker of a sweep: a thread that is given the setup once, then task after task, and answers each. */
import { parentPort, workerData } from "node:worker_threads";
import { batchPlayer, type SweepSetup, type Task } from "../studies/index.js";
import { attempt } from "./sweep-task.js";

const setup = workerData as SweepSetup;
const player = batchPlayer(setup);

parentPort!.on("message", (task: Task) => parentPort!.postMessage(attempt(player, task, setup)));
