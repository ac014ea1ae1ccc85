/** One page of a running app over its DevTools port, with nothing between: for times that a driver would stretch. */
export interface DevTools {
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

interface Reply {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
}

/** Waits for the app's first page and connects to it. */
export async function connectDevTools(port: number, signal: AbortSignal): Promise<DevTools> {
  const socket = new WebSocket(await findPage(port, signal));
  await new Promise((opened, failed) => {
    socket.addEventListener('open', opened, { once: true });
    socket.addEventListener('error', failed, { once: true });
  });
  const waiting = new Map<number, (result: Record<string, unknown>) => void>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id = 0, result = {} } = JSON.parse(String(data)) as Reply;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const send: DevTools['send'] = (method, parameters = {}) =>
    new Promise((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params: parameters }));
    });
  return {
    send,
    evaluate: async (expression) => {
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
      return (result as { value?: unknown } | undefined)?.value;
    },
    close: () => socket.close(),
  };
}

async function findPage(port: number, signal: AbortSignal): Promise<string> {
  for (;;) {
    signal.throwIfAborted();
    const found = await fetch(`http://127.0.0.1:${port}/json`)
      .then(
        (answer) => answer.json() as Promise<{ type: string; url: string; webSocketDebuggerUrl: string }[]>,
      )
      .catch(() => []);
    const page = found.find(({ type, url }) => type === 'page' && url.startsWith('fabula:'));
    if (page) return page.webSocketDebuggerUrl;
    await new Promise((done) => setTimeout(done, 5));
  }
}
