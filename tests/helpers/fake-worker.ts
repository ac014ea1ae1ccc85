import type { Fork, FromWorker, ToWorker, WorkerRole } from '../../src-main/jobs/protocol.ts';

/** The host's end of a worker that a test plays itself: what it was sent, and what it says. */
export interface FakeWorker {
  readonly role: WorkerRole;
  readonly sent: readonly ToWorker[];
  readonly isKilled: boolean;
  /** All it was sent of one kind. */
  got<Type extends ToWorker['type']>(type: Type): readonly Extract<ToWorker, { type: Type }>[];
  say(message: FromWorker): void;
  exit(code: number | null): void;
}

/** A fork without processes. Its workers answer nothing by themselves but `stop`. */
export function fakeFork(): { readonly fork: Fork; readonly workers: readonly FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const fork: Fork = (role) => {
    const sent: ToWorker[] = [];
    const listeners: ((message: FromWorker) => void)[] = [];
    const exits: ((code: number | null) => void)[] = [];
    const pid = 1000 + workers.length;
    let isKilled = false;
    const exit = (code: number | null) => exits.splice(0).forEach((listener) => listener(code));
    workers.push({
      role,
      sent,
      get isKilled() {
        return isKilled;
      },
      got: <Type extends ToWorker['type']>(type: Type) =>
        sent.filter((message): message is Extract<ToWorker, { type: Type }> => message.type === type),
      say: (message) => listeners.forEach((listener) => listener(message)),
      exit,
    });
    return {
      role,
      pid,
      post: (message) => {
        sent.push(message);
        if (message.type === 'stop') queueMicrotask(() => exit(0));
      },
      onMessage: (listener) => void listeners.push(listener),
      onExit: (listener) => void exits.push(listener),
      kill: () => {
        isKilled = true;
        queueMicrotask(() => exit(null));
      },
    };
  };
  return { fork, workers };
}
