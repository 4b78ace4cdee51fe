/** How a command ends: the exit codes and the errors that lead to them. */

export const EXIT = {
  done: 0,
  bug: 1,
  badUsage: 2,
  partly: 3,
  requirementOpen: 4,
  outOfResource: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Bad usage or a bad scenario: the lines are for the person who called. */
export class BadUsage extends Error {
  readonly lines: readonly string[];
  constructor(...lines: string[]) {
    super(lines[0]);
    this.lines = lines;
  }
}

/** A result that a second reading contradicts: a bug, but one that left its evidence behind. */
export class Contradiction extends Error {
  readonly lines: readonly string[];
  constructor(...lines: string[]) {
    super(lines[0]);
    this.lines = lines;
  }
}

/** Where several apply the first of this list is the exit code. */
const ORDER: readonly ExitCode[] = [
  EXIT.bug,
  EXIT.badUsage,
  EXIT.outOfResource,
  EXIT.interrupted,
  EXIT.partly,
  EXIT.requirementOpen,
];

export function gravest(codes: readonly ExitCode[]): ExitCode {
  return ORDER.find((code) => codes.includes(code)) ?? EXIT.done;
}
