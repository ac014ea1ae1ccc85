import { open, mkdir, rename, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { watchIdle } from '../../../agents/model/idle-watch.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { sha256Of } from '../pinned-files.ts';
import { askForBytes, type Coming } from './ask-for-bytes.ts';
import { keepPartState, partOf, readPart, removePart, removePartState, type PartState } from './part-file.ts';

/** A file to be fetched. */
export interface WantedFile {
  readonly url: string;
  readonly target: string; // its path; beside it "<name>.part" while it comes
  readonly bytes: number | null; // null: as the server says
  readonly sha256: string | null; // null: as the server says, if it does
}

export interface DownloadTools {
  readonly signal: AbortSignal;
  onProgress(done: number, total: number | null): void;
  /** All bytes are here and the checksum is made. */
  onCheck(): void;
  readonly times?: Partial<DownloadTimes>;
}

export interface DownloadTimes {
  readonly idleMs: number; // the longest silence
  readonly pauseMs: number; // before the next attempt; each next one is twice as long
  readonly attempts: number; // in a row that brought nothing
}

const usualTimes: DownloadTimes = { idleMs: 60_000, pauseMs: 1_000, attempts: 5 };
/** A disk is never filled to the last byte: the novel has to be saved too. */
const roomLeft = 256 * 1024 * 1024;

/**
 * Fetches a file, going on after what came before, and puts it in its place once its size and checksum are right.
 * A cut connection is taken up again; a file that changed on the server is begun anew. Throws DOWNLOAD_NO_ROOM,
 * DOWNLOAD_REFUSED, DOWNLOAD_CUT, DOWNLOAD_DAMAGED (the part is gone then) and the signal's reason (the part stays).
 */
export async function downloadFile(file: WantedFile, tools: DownloadTools): Promise<void> {
  const { signal } = tools;
  const times = { ...usualTimes, ...tools.times };
  await mkdir(dirname(file.target), { recursive: true }).catch((error: unknown) => {
    throw fromDisk(error, file);
  });
  for (let failed = 0; ;) {
    const before = await readPart(file.target, file.url);
    try {
      const state = await fetchRest(file, { tools, times, before });
      return await settle(file, { state, tools });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError && error.data.isPassing !== true) throw error;
      const after = await readPart(file.target, file.url);
      failed = after.bytes > before.bytes ? 1 : failed + 1;
      if (failed >= times.attempts)
        throw error instanceof AppError
          ? error
          : new AppError('DOWNLOAD_CUT', { host: new URL(file.url).host }, error);
      await pause(times.pauseMs * 2 ** (failed - 1), signal);
    }
  }
}

interface Fetching {
  readonly tools: DownloadTools;
  readonly times: DownloadTimes;
  readonly before: Awaited<ReturnType<typeof readPart>>;
}

async function fetchRest(file: WantedFile, { tools, times, before }: Fetching): Promise<PartState> {
  const { host } = new URL(file.url);
  const idle = watchIdle(times.idleMs);
  const signal = AbortSignal.any([tools.signal, idle.signal]);
  idle.start();
  try {
    const etag = before.state?.etag ?? null;
    const coming = await askForBytes({ url: file.url, from: before.bytes, etag, signal });
    const total = coming.total ?? file.bytes;
    if (file.bytes !== null && total !== null && total !== file.bytes) {
      await coming.body?.cancel();
      throw new AppError('DOWNLOAD_CHANGED', { host });
    }
    await requireRoom(file, total === null ? null : total - coming.from);
    const state: PartState = {
      url: file.url,
      etag: coming.etag ?? (coming.from > 0 ? etag : null),
      total,
      sha256: coming.sha256 ?? (coming.from > 0 ? (before.state?.sha256 ?? null) : null),
    };
    await keepPartState(file.target, state).catch((error: unknown) => {
      throw fromDisk(error, file);
    });
    await write(file, { coming, total, idle, onProgress: tools.onProgress });
    return state;
  } catch (error) {
    tools.signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw new AppError('DOWNLOAD_CUT', { host, isPassing: true }, error);
  } finally {
    idle.stop();
  }
}

interface Writing {
  readonly coming: Coming;
  readonly total: number | null;
  readonly idle: ReturnType<typeof watchIdle>;
  readonly onProgress: DownloadTools['onProgress'];
}

async function write(file: WantedFile, { coming, total, idle, onProgress }: Writing): Promise<void> {
  const { host } = new URL(file.url);
  const to = await open(partOf(file.target), coming.from > 0 ? 'r+' : 'w').catch((error: unknown) => {
    throw fromDisk(error, file);
  });
  let done = coming.from;
  try {
    onProgress(done, total);
    for await (const piece of coming.body ?? []) {
      idle.start();
      if (total !== null && done + piece.length > total) throw new AppError('DOWNLOAD_CHANGED', { host });
      await writeAll(to, { piece, at: done }).catch((error: unknown) => {
        throw fromDisk(error, file);
      });
      done += piece.length;
      onProgress(done, total);
    }
  } finally {
    await to.close();
  }
  if (total !== null && done < total) throw new AppError('DOWNLOAD_CUT', { host, isPassing: true });
}

async function writeAll(
  to: Awaited<ReturnType<typeof open>>,
  { piece, at }: { readonly piece: Uint8Array; readonly at: number },
): Promise<void> {
  for (let written = 0; written < piece.length;) {
    const { bytesWritten } = await to.write(piece, written, piece.length - written, at + written);
    written += bytesWritten;
  }
}

/** Checks what came and puts it in its place. */
async function settle(
  file: WantedFile,
  { state, tools }: { readonly state: PartState; readonly tools: DownloadTools },
): Promise<void> {
  const wanted = file.sha256 ?? state.sha256;
  if (wanted !== null) {
    tools.onCheck();
    const made = await sha256Of(partOf(file.target));
    tools.signal.throwIfAborted();
    if (made !== wanted) {
      await removePart(file.target);
      throw new AppError('DOWNLOAD_DAMAGED', { host: new URL(file.url).host });
    }
  }
  await rename(partOf(file.target), file.target);
  await removePartState(file.target);
}

/** Throws DOWNLOAD_NO_ROOM where so many more bytes do not fit beside what the writer needs. */
async function requireRoom({ target }: WantedFile, more: number | null): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(target));
  const free = bavail * bsize;
  const needed = (more ?? 0) + Math.min(roomLeft, (more ?? 0) / 10);
  if (needed > free)
    throw new AppError('DOWNLOAD_NO_ROOM', { isKnown: true, needed: needed / 1e6, free: free / 1e6 });
}

function fromDisk(error: unknown, { target }: WantedFile): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('DOWNLOAD_NO_ROOM', { isKnown: false, needed: 0, free: 0 }, error);
  return new AppError(
    'DOWNLOAD_NOT_KEPT',
    { folder: dirname(target), reason: String(code ?? 'unknown') },
    error,
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
