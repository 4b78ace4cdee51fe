/** A seed for all property tests, so that a green suite stays green; STRETCHPOOL_EXPLORE=1 lets them wander. */
import fc from "fast-check";

if (process.env.STRETCHPOOL_EXPLORE !== "1") fc.configureGlobal({ seed: 20130423 });
