/** The text a job has written so far, for the eye: that of committed steps, then that of the running ones. */
export interface JobText {
  add(key: string, text: string): void;
  /** The step's text belongs to the committed ones from now on. */
  settle(key: string): void;
  /** All of it, running steps last. */
  whole(): string;
  /** That of committed steps and of `key`, which is about to be one. */
  settledWith(key: string): string;
}

/** Goes on after the text that earlier attempts had settled. */
export function createJobText(before: string): JobText {
  let settled = before;
  const open = new Map<string, string>();
  const join = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('\n\n');
  const settledWith = (key: string) => join(settled, open.get(key) ?? '');
  return {
    add: (key, text) => void open.set(key, (open.get(key) ?? '') + text),
    settle: (key) => {
      settled = settledWith(key);
      open.delete(key);
    },
    whole: () => join(settled, ...open.values()),
    settledWith,
  };
}
