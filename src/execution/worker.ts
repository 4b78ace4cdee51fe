/** A worker of a study: a thread that is given the setup once, then task after task, and answers each. */
import { parentPort, workerData } from "node:worker_threads";
import { attempt } from "./played.js";
import { playingOf, type TaskOf, type WorkerSetup } from "./worker-setup.js";

const playing = playingOf(workerData as WorkerSetup);

parentPort!.on("message", (task: TaskOf<WorkerSetup>) => parentPort!.postMessage(attempt(playing, task)));
