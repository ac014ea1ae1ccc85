/** Values pushed at one end and read at the other: what turns callbacks into an async iterable. */
export interface Channel<Value> {
  push(value: Value): void;
  /** Ends the reading after what was pushed; with an error the reading throws it then. */
  close(error?: unknown): void;
  values(): AsyncGenerator<Value, void>;
}

/** An unbounded channel for one reader. */
export function createChannel<Value>(): Channel<Value> {
  const pending: Value[] = [];
  let end: { error?: unknown } | null = null;
  let wake: (() => void) | null = null;
  const stir = () => {
    wake?.();
    wake = null;
  };
  return {
    push(value) {
      pending.push(value);
      stir();
    },
    close(error) {
      end ??= error === undefined ? {} : { error };
      stir();
    },
    async *values() {
      for (;;) {
        while (pending.length > 0) yield pending.shift() as Value;
        if (end) {
          if ('error' in end) throw end.error;
          return;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
