/** How many of some messages chance allows to be singled out. It must never know what for. */

/** Expected of several lots together, each with the least and the most that its chance may be. */
export class Lots {
  #certain = 0;
  #possible = 0;
  #least = 0;
  #most = 0;
  #variance = 0;

  add(messages: number, [least, most]: readonly [number, number]): void {
    if (messages === 0) return;
    if (least >= 1) this.#certain += messages;
    if (most > 0) this.#possible += messages;
    this.#least += messages * least;
    this.#most += messages * most;
    // The chance within the bounds that varies most.
    const widest = least > 0.5 ? least : most < 0.5 ? most : 0.5;
    this.#variance += messages * widest * (1 - widest);
  }

  /** Six sigma, and what rare events add to them: by Bernstein's bound not once in ten million. */
  get bounds(): readonly [number, number] {
    const wide = this.#variance === 0 ? 0 : 6 * Math.sqrt(this.#variance) + 15;
    return [Math.max(this.#certain, this.#least - wide), Math.min(this.#possible, this.#most + wide)];
  }

  allow(claimed: number): boolean {
    const [least, most] = this.bounds;
    // Sums of shares carry a few last bits.
    return claimed >= least - 1e-6 && claimed <= most + 1e-6;
  }
}
