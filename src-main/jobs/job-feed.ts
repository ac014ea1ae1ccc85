import type { JobId } from '../../src-shared/domain/ids.ts';
import type { JobEvent } from '../../src-shared/domain/job.ts';

type WithoutSeq<Event> = Event extends { seq: number } ? Omit<Event, 'seq'> : never;
export type NewJobEvent = WithoutSeq<JobEvent>;

/** What happens to the jobs of one session, numbered in order, with text deltas joined on their way. */
export interface JobFeed {
  /** The number of the last event that was sent. */
  readonly seq: number;
  emit(event: NewJobEvent): void;
  /** Text that is sent within `joinMs`, together with what follows it in the same step. */
  addText(text: { readonly jobId: JobId; readonly key: string; readonly text: string }): void;
  /** Sends what waits. */
  flush(): void;
  subscribe(listener: (event: JobEvent) => void): () => void;
}

/** Makes a feed. A frame of a screen is 16 ms: text that comes faster than it can be drawn is one event. */
export function createJobFeed(joinMs = 16): JobFeed {
  const listeners = new Set<(event: JobEvent) => void>();
  let seq = 0;
  let waiting: { jobId: JobId; key: string; text: string } | null = null;
  let timer: NodeJS.Timeout | null = null;

  const send = (event: NewJobEvent): void => {
    const numbered: JobEvent = { ...event, seq: ++seq };
    for (const listener of listeners) listener(numbered);
  };
  const flush = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting) send({ type: 'text-delta', ...waiting });
    waiting = null;
  };

  return {
    get seq() {
      return seq;
    },
    emit: (event) => {
      flush();
      send(event);
    },
    addText: (next) => {
      if (waiting && (waiting.jobId !== next.jobId || waiting.key !== next.key)) flush();
      waiting = { ...next, text: (waiting?.text ?? '') + next.text };
      timer ??= setTimeout(flush, joinMs);
    },
    flush,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
