/**
 * Goes on with a search for a schedule to its end, or until somebody interrupts it, in slices short enough to stay
 * answerable.
 */
import type { TuneResult } from "../results/index.js";
import {
  startTune,
  TooManyEvents,
  TooManyStrikes,
  type TuneInProgress,
  type TunePlan,
  type TuneProgress,
} from "../studies/index.js";
import { printInstant } from "../units/index.js";
import { OutOfResource } from "./out-of-resource.js";

export interface TuneWatch {
  /** Called once, when nothing stands in the way any more. */
  begins(): void;
  /** Called after each slice. */
  progress(progress: TuneProgress): void;
  isInterrupted(): boolean;
}

export interface PlayedTune {
  /** null: interrupted before there was anything to tell. */
  readonly result: TuneResult | null;
  readonly interrupted: boolean;
}

export async function playTune(plan: TunePlan, watch: TuneWatch): Promise<PlayedTune> {
  const tuning = startTune(plan);
  if (tuning.refusal !== null) throw new OutOfResource(tuning.refusal);
  watch.begins();
  const interrupted = await playSlices(tuning, watch);
  return { result: tuning.finish(interrupted), interrupted };
}

async function playSlices(tuning: TuneInProgress, watch: TuneWatch): Promise<boolean> {
  while (advance(tuning)) {
    watch.progress(tuning.progress());
    // A turn of the event loop, so that an interruption can be heard.
    await new Promise((resolve) => setImmediate(resolve));
    if (watch.isInterrupted()) return true;
  }
  return false;
}

function advance(tuning: TuneInProgress): boolean {
  try {
    return tuning.advance();
  } catch (error) {
    if (error instanceof TooManyEvents) {
      const where = `a schedule that was played had not ended at ${printInstant(error.at)}`;
      throw new OutOfResource(`${error.message}: ${where}`);
    }
    if (error instanceof TooManyStrikes) throw new OutOfResource(error.message);
    throw error;
  }
}
