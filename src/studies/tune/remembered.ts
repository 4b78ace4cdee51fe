/** A pipeline whose draws are kept, because thousands of schedules ask for the same ones. */
import type { OwnTime, Pipeline } from "../../shipping/index.js";
import type { Micros } from "../../units/index.js";

/** Ticks are numbered from time 0 on; those beyond are drawn each time. */
const MOST_KEPT = 1 << 17;

function kept(draw: (number: number) => Micros): (number: number) => Micros {
  let values = new Float64Array(0);
  return (number) => {
    if (number < 0 || number >= MOST_KEPT) return draw(number);
    if (number >= values.length) {
      const longer = new Float64Array(Math.min(MOST_KEPT, Math.max(1024, 2 * (number + 1)))).fill(Number.NaN);
      longer.set(values);
      values = longer;
    }
    const value = values[number]!;
    if (!Number.isNaN(value)) return value as Micros;
    const drawn = draw(number);
    values[number] = drawn;
    return drawn;
  };
}

const ownTime = (time: OwnTime): OwnTime =>
  time.takes === "fixed"
    ? { takes: "fixed", duration: kept((number) => time.duration(number)) }
    : { ...time, overhead: kept((number) => time.overhead(number)) };

export function remembered(pipeline: Pipeline): Pipeline {
  const { backup, copy } = pipeline;
  return {
    ...pipeline,
    backup: {
      ...backup,
      jitter: kept((number) => backup.jitter(number)),
      ownTime: ownTime(backup.ownTime),
    },
    copy: {
      ...copy,
      jitter: kept((number) => copy.jitter(number)),
      overhead: kept((number) => copy.overhead(number)),
    },
  };
}
