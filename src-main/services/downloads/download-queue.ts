import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Download } from '../../../src-shared/domain/local-models.ts';
import { isAbort, toWireError } from '../../../src-shared/errors.ts';
import { downloadFile, type DownloadTimes, type WantedFile } from './download-file.ts';
import { readPart, removePart } from './part-file.ts';

/** What is fetched as one: a model's files. */
export interface DownloadItem {
  readonly id: string;
  readonly files: readonly WantedFile[];
}

/** Fetches models one after another, only what was asked for. */
export interface DownloadQueue {
  list(): readonly Download[];
  /** Puts a model at the end of the queue, or goes on with it. */
  start(item: DownloadItem): void;
  /** Stops it; what came stays and is gone on with later. */
  pause(id: string): void;
  /** Stops it and takes away what came of it, or the whole model. */
  remove(item: DownloadItem): Promise<void>;
  /** Waits until the files of one are let go of. */
  close(): Promise<void>;
}

export interface DownloadQueueOptions {
  /** What may have come before this start of the app. */
  readonly items: readonly DownloadItem[];
  onChange(downloads: readonly Download[]): void;
  /** A model is whole. */
  onReady(id: string): void;
  readonly times?: Partial<DownloadTimes>;
}

const tellEveryMs = 250;

interface Entry {
  readonly download: Download;
  readonly item: DownloadItem;
}

interface Running {
  readonly id: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Makes the queue and finds what an earlier start left half: it waits, paused, until the writer goes on with it. */
export async function createDownloadQueue(options: DownloadQueueOptions): Promise<DownloadQueue> {
  const entries = new Map<string, Entry>();
  let running: Running | null = null;
  let toldAt = 0;

  const list = (): readonly Download[] => [...entries.values()].map(({ download }) => download);
  const tell = (): void => {
    toldAt = performance.now();
    options.onChange(list());
  };
  const change = (id: string, more: Partial<Download>, isQuiet = false): void => {
    const entry = entries.get(id);
    if (!entry) return;
    entries.set(id, { ...entry, download: { ...entry.download, ...more } });
    if (!isQuiet || performance.now() - toldAt > tellEveryMs) tell();
  };
  const stateOf = (id: string): Download['state'] | undefined => entries.get(id)?.download.state;

  const end = (id: string, error: unknown, isStopped: boolean): void => {
    const state = isStopped ? 'paused' : 'failed';
    change(id, { state, bytesPerSecond: null, error: isStopped ? null : toWireError(error) });
  };
  const next = (): void => {
    const waiting = [...entries.values()].find(({ download }) => download.state === 'queued');
    if (running || !waiting) return;
    const { item } = waiting;
    const { id } = item;
    const stop = new AbortController();
    change(id, { state: 'running', error: null });
    const onChange = (more: Partial<Download>): void => change(id, more, more.state === 'running');
    const ended = fetchAll(item, { signal: stop.signal, onChange, times: options.times ?? {} })
      .then(
        () => {
          change(id, { state: 'ready', bytesPerSecond: null });
          options.onReady(id);
        },
        (error: unknown) => end(id, error, isAbort(error) || stop.signal.aborted),
      )
      .finally(() => {
        running = null;
        next();
      });
    running = { id, stop, ended };
  };

  const halt = async (id: string): Promise<void> => {
    if (running?.id !== id) return;
    const { stop, ended } = running;
    stop.abort();
    await ended;
  };

  for (const item of options.items) {
    const found = await findLeft(item);
    if (found) entries.set(item.id, { download: found, item });
  }

  return {
    list,
    start: (item) => {
      const known = entries.get(item.id)?.download;
      if (known && ['queued', 'running', 'checking', 'ready'].includes(known.state)) return;
      const first = { id: item.id, done: 0, total: bytesOf(item), bytesPerSecond: null };
      entries.set(item.id, { download: { ...first, ...known, state: 'queued', error: null }, item });
      tell();
      next();
    },
    pause: (id) => {
      if (running?.id === id) running.stop.abort();
      else if (stateOf(id) === 'queued') change(id, { state: 'paused' });
    },
    remove: async (item) => {
      await halt(item.id);
      entries.delete(item.id);
      await removeFiles(item);
      tell();
    },
    close: async () => {
      for (const id of entries.keys()) if (stateOf(id) === 'queued') change(id, { state: 'paused' });
      if (running) await halt(running.id);
    },
  };
}

async function removeFiles({ files }: DownloadItem): Promise<void> {
  for (const { target } of files) {
    await removePart(target);
    await rm(target, { force: true });
  }
}

interface Fetching {
  readonly signal: AbortSignal;
  readonly times: Partial<DownloadTimes>;
  onChange(more: Partial<Download>): void;
}

async function fetchAll(item: DownloadItem, { signal, times, onChange }: Fetching): Promise<void> {
  const total = bytesOf(item);
  const speed = speedometer();
  let before = 0;
  for (const file of item.files) {
    if (!existsSync(file.target))
      await downloadFile(file, {
        signal,
        times,
        onProgress: (done, ofFile) =>
          onChange({
            state: 'running',
            done: before + done,
            total: file.bytes === null ? total + (ofFile ?? 0) : total,
            bytesPerSecond: speed(before + done),
          }),
        onCheck: () => onChange({ state: 'checking', bytesPerSecond: null }),
      });
    before += file.bytes ?? 0;
  }
  onChange({ done: Math.max(total, before) });
}

function bytesOf({ files }: DownloadItem): number {
  return files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
}

/** What lies of a model: whole, half, or nothing. */
async function findLeft(item: DownloadItem): Promise<Download | null> {
  const { id, files } = item;
  const total = bytesOf(item);
  const fresh = { id, total, bytesPerSecond: null, error: null };
  if (files.every(({ target }) => existsSync(target))) return { ...fresh, state: 'ready', done: total };
  let done = 0;
  for (const { target, url, bytes } of files)
    done += existsSync(target) ? (bytes ?? 0) : (await readPart(target, url)).bytes;
  return done > 0 ? { ...fresh, state: 'paused', done } : null;
}

/** Bytes a second over the last seconds; null until there is something to tell. */
function speedometer(): (done: number) => number | null {
  const seen: { readonly at: number; readonly done: number }[] = [];
  return (done) => {
    const at = performance.now();
    seen.push({ at, done });
    while (seen.length > 2 && at - (seen[0]?.at ?? at) > 5_000) seen.shift();
    const [first] = seen;
    return first && at - first.at > 500 ? ((done - first.done) / (at - first.at)) * 1000 : null;
  };
}
