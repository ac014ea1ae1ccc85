/** No more than so many parts wait for a slow reader: then the source is not read on. */
const mostWaiting = 4096;

/**
 * What a source gives, in the same order, handed on once for each turn of the event loop: an answer that arrives faster than it can
 * be handed on part by part goes through the layers around it in larger pieces. An error is thrown after what came before it. A
 * reader that leaves lets the source go without waiting for it: whoever made the source must be able to abort it.
 */
export async function* gatherTurns<Part>(source: AsyncIterable<Part>): AsyncGenerator<Part[], void> {
  let waiting: Part[] = [];
  let end = null as { readonly error?: unknown } | null;
  let hasLeft = false;
  let stir = () => {};
  let goOn = () => {};
  const read = async () => {
    for await (const part of source) {
      if (hasLeft) break;
      if (waiting.push(part) === 1) setImmediate(() => stir());
      if (waiting.length >= mostWaiting) await new Promise<void>((resolve) => (goOn = resolve));
    }
  };
  const ended = (how: { readonly error?: unknown }) => {
    end = how;
    stir();
  };
  void read().then(
    () => ended({}),
    (error: unknown) => ended({ error }),
  );
  try {
    for (;;) {
      if (waiting.length === 0 && end === null) await new Promise<void>((resolve) => (stir = resolve));
      const turn = waiting;
      waiting = [];
      goOn();
      if (turn.length > 0) yield turn;
      else if (end !== null) {
        if ('error' in end) throw end.error;
        return;
      }
    }
  } finally {
    hasLeft = true;
    goOn();
  }
}
