/** The load as a file says it: messages, their shape over the day, bursts of log. */
import { z } from "zod";
import { lineOfText, number, word } from "./leaf.js";
import { field, list, mapping, needed } from "./mapping.js";
import { duration, share, size } from "./quantities.js";

const MOST_BURSTS = 100;

const ONE_PROFILE = "a profile is either { hours: [24 factors] } or { sine: { amplitude, period } }";

const shapedProfile = mapping({
  hours: list(number({ from: 0, to: 1_000_000 }), 24, 24, "24 factors, one for each hour of the day")
    .meta({ description: "The factor of each hour of the day, from 00:00 on." })
    .optional(),
  sine: mapping({
    amplitude: needed(share(), "How far the load swings around its mean, 0 to 1."),
    period: needed(duration({ positive: true }), "How long one swing takes, such as 24 h."),
  })
    .meta({ description: "1 + amplitude × sin(2π t / period)." })
    .optional(),
})
  .transform((given, context) => {
    const { hours, sine } = given;
    if (hours && !sine && hours.some((factor) => factor > 0)) return { hours, sine: null };
    if (sine && !hours) return { hours: null, sine };
    const message = hours && !sine ? "at least one of the 24 factors must be more than 0" : ONE_PROFILE;
    context.addIssue({ code: "custom", message, path: hours && sine ? ["sine"] : hours ? ["hours"] : [] });
    return z.NEVER;
  })
  .meta({ minProperties: 1, maxProperties: 1 });

const burstForm = mapping({
  name: field(lineOfText(100), "What it is called in reports.", "burst and its place in the list"),
  every: needed(duration({ positive: true }), "How often it comes, such as 7 d."),
  offset: field(duration(), "When it first comes, counted from Monday 00:00.", "0 s"),
  lasts: needed(duration({ positive: true }), "How long it writes; never longer than `every`."),
  log: needed(size(), "How much log it writes, evenly over that time, such as 40 GB."),
});

export const workloadForm = mapping({
  messagesPerSecond: field(
    number({ from: 0, to: 1_000_000 }),
    "Messages that users send, on average per second at factor 1.",
    "24",
  ),
  profile: field(
    z.union([
      word(["constant", "office-hours"], "{ hours: [24 factors] } or { sine: { amplitude, period } }"),
      shapedProfile,
    ]),
    "How the load changes over time: constant, office-hours, 24 hourly factors or a sine.",
    "constant",
  ),
  arrivals: field(word(["poisson", "even"]), "Whether messages come at random or evenly spaced.", "poisson"),
  logBytesPerMessage: field(size(), "Transaction log that one message writes.", "3 KB"),
  bursts: field(
    list(burstForm, 0, MOST_BURSTS, `a list of at most ${MOST_BURSTS} bursts`),
    "Log that no message explains: index rebuilds, purges.",
    "none",
  ),
}).meta({ title: "Workload" });
