/** Thrown with words for people: what could not be set up and what to do about it. */
export class SetUpFailed extends Error {}

/** A line for the person who waits. Standard output belongs to the verb's own answer. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
