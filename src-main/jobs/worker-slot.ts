import { AppError, fromWireError } from '../../src-shared/errors.ts';
import type { Log } from '../services/log.ts';
import type { Fork, FromWorker, ToWorker, WorkerHandle, WorkerSettings } from './protocol.ts';

export interface WorkerTimes {
  /** Between two questions whether a worker still answers. */
  readonly pingMs: number;
  /** A worker that did not answer for so long is replaced. */
  readonly hangMs: number;
  /** What a cancelled job or a stopping worker gets before its process is ended. */
  readonly graceMs: number;
}

export const usualTimes: WorkerTimes = { pingMs: 3_000, hangMs: 30_000, graceMs: 600 };

/** True for an error that another worker may not meet: this one crashed or hung, but did not say that it cannot run. */
export function isWorkerLoss({ code }: AppError): boolean {
  return code === 'WORKER_DIED' || code === 'WORKER_HUNG' || code === 'INTERNAL';
}

/** The place of one worker: forked with the first message, watched, forked again after it died or was replaced. */
export interface WorkerSlot {
  post(message: ToWorker): void;
  /** Ends the process at once and without a word to `onGone`; the next message forks another, born with what is given. */
  replace(settings?: WorkerSettings): void;
  /** Asks the worker to end, and ends it if it does not. */
  close(): Promise<void>;
  readonly pid: number | undefined;
}

export interface WorkerSlotOptions {
  readonly fork: Fork;
  readonly settings: WorkerSettings;
  readonly times: WorkerTimes;
  readonly log: Log;
  onMessage(message: FromWorker): void;
  /** The worker ended without being asked to; what it was doing is lost. */
  onGone(error: AppError): void;
}

interface Running {
  readonly handle: WorkerHandle;
  readonly watch: NodeJS.Timeout;
  readonly exited: Promise<void>;
  /** It was asked to end; what it still says is heard. */
  isLeaving: boolean;
}

/** Makes a slot. No process is started before the first message. */
export function createWorkerSlot(options: WorkerSlotOptions): WorkerSlot {
  const { fork, times, log } = options;
  const { role } = options.settings;
  let { settings } = options;
  let running: Running | null = null;

  const forget = (): void => {
    if (running) clearInterval(running.watch);
    running = null;
  };

  const lose = (error: AppError): void => {
    forget();
    log.error('worker-lost', error, { role });
    options.onGone(error);
  };

  const start = (): Running => {
    const handle = fork(role);
    const isCurrent = () => running?.handle === handle;
    let lastWords: AppError | null = null;
    const pulse = watchPulse({
      ...times,
      ping: (id) => handle.post({ type: 'ping', id }),
      onHung: (ms) => {
        handle.kill();
        lose(new AppError('WORKER_HUNG', { role, seconds: Math.round(ms / 1000) }));
      },
    });
    handle.onMessage((message) => {
      if (!isCurrent()) return log.info('message-of-replaced-worker', { role, type: message.type });
      pulse.heard();
      if (message.type === 'failing') lastWords = fromWireError(message.error);
      else if (message.type !== 'pong') options.onMessage(message);
    });
    const exited = new Promise<void>((resolve) => {
      handle.onExit((code) => {
        resolve();
        if (isCurrent() && !running?.isLeaving)
          lose(lastWords ?? new AppError('WORKER_DIED', { role, code }));
      });
    });
    log.info('worker-forked', { role, worker: handle.pid });
    handle.post({ type: 'start', settings });
    return { handle, watch: pulse.timer, exited, isLeaving: false };
  };

  return {
    post: (message) => {
      running ??= start();
      running.handle.post(message);
    },
    replace: (changed) => {
      settings = changed ?? settings;
      const { handle } = running ?? {};
      forget();
      handle?.kill();
    },
    close: async () => {
      if (!running) return;
      const { handle, exited, watch } = running;
      running.isLeaving = true;
      clearInterval(watch);
      handle.post({ type: 'stop' });
      const timer = setTimeout(() => handle.kill(), times.graceMs * 2);
      await exited;
      clearTimeout(timer);
      forget();
    },
    get pid() {
      return running?.handle.pid;
    },
  };
}

interface Pulse {
  readonly timer: NodeJS.Timeout;
  heard(): void;
}

/** Counts silence in pings, not by the clock: a machine that slept must not take its workers for hung. */
function watchPulse({
  pingMs,
  hangMs,
  ping,
  onHung,
}: Pick<WorkerTimes, 'pingMs' | 'hangMs'> & {
  ping: (id: number) => void;
  onHung: (silentMs: number) => void;
}): Pulse {
  let sent = 0;
  let silentMs = 0;
  const timer = setInterval(() => {
    if (sent > 0) silentMs += pingMs;
    if (silentMs >= hangMs) {
      clearInterval(timer);
      return onHung(silentMs);
    }
    ping(++sent);
  }, pingMs);
  timer.unref();
  return { timer, heard: () => (silentMs = 0) };
}
