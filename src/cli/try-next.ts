/** The last lines of a command: what somebody who has just read this would type next, and why. */
export function tryNext(tries: readonly (readonly [command: string, why: string])[]): string[] {
  const width = Math.max(...tries.map(([command]) => command.length));
  return [
    "",
    "Try next:",
    ...tries.map(([command, why]) => `  npx stretchpool ${command.padEnd(width)}   # ${why}`),
  ];
}
