/** Ctrl-C: the first asks the work to stop at its next pause, the second ends the program at once. */
import { EXIT } from "./exit.js";

export interface Interruption {
  readonly isRaised: () => boolean;
  stop(): void;
}

export function listenForInterruption(): Interruption {
  let raised = false;
  const listener = () => {
    if (raised) process.exit(EXIT.interrupted);
    raised = true;
  };
  process.on("SIGINT", listener);
  process.on("SIGTERM", listener);
  return {
    isRaised: () => raised,
    stop() {
      process.off("SIGINT", listener);
      process.off("SIGTERM", listener);
    },
  };
}
