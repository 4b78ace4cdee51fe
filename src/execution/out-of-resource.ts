/** Out of disk, memory or events: nobody's mistake in the scenario, and no bug. */
export class OutOfResource extends Error {}
