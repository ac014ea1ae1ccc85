import type { FromWorker, ToWorker } from './protocol.ts';

/** A worker's end of the line to its host. */
export interface WorkerPort {
  post(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
  /** Called once when the host is gone. */
  onGone(listener: () => void): void;
}

/** The part of Electron's `process.parentPort` that a worker needs. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

/** The line of this process: a utility process has a parent port, a child process a channel. */
export function connectToHost(): WorkerPort {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort)
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data as ToWorker)),
      onGone: (listener) => parentPort.on('close', listener),
    };
  return {
    // a send that fails means the host is gone, and `disconnect` says so
    post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => process.on('message', (message) => listener(message as ToWorker)),
    onGone: (listener) => process.once('disconnect', listener),
  };
}
