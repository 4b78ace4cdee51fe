/**
 * Rates of which only evidence is known: so many failures in so long. What they may be is Jeffreys's posterior, the
 * gamma law Gamma(1/2 + events) / time. It must never know the seed: the draws of the inputs are the same for every seed.
 */
import { gammaQuantile, key, noise, Streams } from "../../engine/index.js";
import type { FailsBy } from "../../spec/index.js";
import { toSeconds } from "../../units/index.js";

/** Replication i belongs to draw i mod 64 of the inputs. */
export const INPUT_DRAWS = 64;

type Evidence = Extract<FailsBy, { by: "evidence" }>;
type Known = Extract<FailsBy, { by: "rate" }>;

/** Happenings a second: as given, or the mean of what they may be. */
export const likeliestRate = (fails: Evidence | Known): number =>
  fails.by === "rate" ? fails.rate : (0.5 + fails.events) / toSeconds(fails.in);

/**
 * One rate for each draw of the inputs: the middles of 64 equally likely slices of the gamma law, dealt to the draws in
 * an order that belongs to the field that tells of the evidence: machines of one kind share what is known of it. Scaled so that their mean is exactly the law's, which middles miss by up to 1.1 %.
 */
export function possibleRates({ events, in: span }: Evidence, field: string): number[] {
  const shape = 0.5 + events;
  const slices = Array.from({ length: INPUT_DRAWS }, (_, slice) =>
    gammaQuantile(shape, (slice + 0.5) / INPUT_DRAWS),
  );
  const sum = slices.reduce((total, value) => total + value, 0);
  const perSecond = (shape * INPUT_DRAWS) / sum / toSeconds(span);
  return shuffled(slices, field).map((value) => value * perSecond);
}

function shuffled(values: readonly number[], field: string): number[] {
  const words = new Streams(0, 0).noise(key(field, "inputs"));
  const dealt = [...values];
  for (let left = dealt.length - 1; left > 0; left -= 1) {
    const other = Math.floor(noise(words, left) * (left + 1));
    [dealt[left], dealt[other]] = [dealt[other]!, dealt[left]!];
  }
  return dealt;
}
