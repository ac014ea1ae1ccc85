import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { Job, JobEvent } from '../../../src-shared/domain/job.ts';

type Delta = Extract<JobEvent, { type: 'text-delta' }>;

/** What hears a job's text: the whole of it once, then what is added. */
export interface StreamListener {
  /** All text so far; called again when the window had missed some. */
  reset(text: string): void;
  append(text: string): void;
}

interface Stream {
  text: string;
  /** The step whose text came last. */
  key: string | null;
  /** The last event that `text` holds; null until the snapshot is there. */
  seq: number | null;
  readonly waiting: Delta[];
  readonly listeners: Set<StreamListener>;
}

// Not in a store: text comes a hundred times a second, and only the one view that shows it listens.
const streams = new Map<JobId, Stream>();

const fresh = (): Stream => ({ text: '', key: null, seq: null, waiting: [], listeners: new Set() });

/** Listens to a job's text. Answers what ends it, and whether the text so far has to be asked for. */
export function listenToStream(
  id: JobId,
  listener: StreamListener,
): { readonly end: () => void; readonly isNew: boolean } {
  const known = streams.get(id);
  const stream = known ?? fresh();
  streams.set(id, stream);
  stream.listeners.add(listener);
  if (stream.seq !== null) listener.reset(stream.text);
  return {
    isNew: stream.seq === null,
    end: () => {
      stream.listeners.delete(listener);
      if (stream.listeners.size === 0) streams.delete(id);
    },
  };
}

/** The jobs whose text somebody listens to. */
export function heardJobs(): readonly JobId[] {
  return [...streams.keys()];
}

/** The text so far, and which event it goes up to; what came later is added. */
export function setStream(job: Job, seq: number): void {
  const stream = streams.get(job.id);
  if (!stream) return;
  stream.text = job.partialText;
  stream.key = job.progress.step;
  stream.seq = seq;
  for (const listener of stream.listeners) listener.reset(stream.text);
  for (const delta of stream.waiting.splice(0)) addToStream(delta);
}

/** Adds what a job wrote; each step's text begins a paragraph. */
export function addToStream(delta: Delta): void {
  const stream = streams.get(delta.jobId);
  if (!stream) return;
  if (stream.seq === null) return void stream.waiting.push(delta);
  if (delta.seq <= stream.seq) return;
  const isNext = stream.key !== null && stream.key !== delta.key && stream.text !== '';
  const text = isNext ? `\n\n${delta.text}` : delta.text;
  stream.seq = delta.seq;
  stream.key = delta.key;
  stream.text += text;
  for (const listener of stream.listeners) listener.append(text);
}
