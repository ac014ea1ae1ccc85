import type { ListedModel, ModelPlace, ModelSettings } from '../../src-shared/domain/model.ts';
import type { ExamResult, Layer } from '../../src-shared/domain/qa.ts';
import type { ModelTrial, TrialProgress } from '../../src-shared/domain/trial.ts';
import { fromWireError } from '../../src-shared/errors.ts';
import type { DoctorReport } from '../services/doctor.ts';
import type { Log } from '../services/log.ts';
import type { Accounts } from '../services/accounts.ts';
import type { Fork, Remembered } from './protocol.ts';
import { replyWith } from './reply-with.ts';
import { createWorkerSlot, usualTimes } from './worker-slot.ts';

interface WithModel {
  readonly settings: ModelSettings;
  readonly keys: Readonly<Record<string, string>>;
  readonly remembered: Remembered;
}

/** A piece of work that belongs to no novel and gets a process of its own, so that it can fail or hang alone. */
export type Trial =
  | ({ readonly kind: 'ask' } & WithModel)
  | ({ readonly kind: 'exam'; readonly layers: readonly Layer[] } & WithModel)
  | {
      readonly kind: 'list';
      readonly place: ModelPlace;
      readonly keys: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'doctor' };

/** What a trial of each kind answers. */
export interface TrialResults {
  readonly ask: ModelTrial;
  readonly exam: readonly ExamResult[];
  readonly list: readonly ListedModel[];
  readonly doctor: DoctorReport;
}

export interface TrialOptions {
  readonly fork: Fork;
  readonly log: Log;
  readonly signal?: AbortSignal;
  onProgress?(progress: TrialProgress): void;
  onRemember?(name: string, value: unknown): void;
  /** Keeps the money of the trial's calls. */
  readonly accounts: Pick<Accounts, 'answer' | 'note'>;
}

/**
 * Runs a trial in a process of its own and ends that process. Throws what the trial throws, WORKER_DIED or WORKER_HUNG,
 * and the signal's reason; an aborted trial's process is ended at once.
 */
export async function runTrial<Kind extends Trial['kind']>(
  trial: Extract<Trial, { kind: Kind }>,
  { fork, log, signal, onProgress, onRemember, accounts }: TrialOptions,
): Promise<TrialResults[Kind]> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = newPromise();
  const slot = createWorkerSlot({
    fork,
    log,
    settings: { role: 'trial' },
    times: usualTimes,
    onGone: reject,
    onMessage: (message) => {
      if (message.type === 'trial-progress') onProgress?.(message.progress);
      else if (message.type === 'remember') onRemember?.(message.name, message.value);
      else if (message.type === 'accounts-note') accounts.note(message.note);
      else if (message.type === 'ask-accounts')
        slot.post({
          type: 'reply',
          id: message.id,
          reply: replyWith(() => accounts.answer(message.question)),
        });
      else if (message.type === 'trial-end' && message.reply.ok) resolve(message.reply.data);
      else if (message.type === 'trial-end' && !message.reply.ok) reject(fromWireError(message.reply.error));
    },
  });
  const stop = (): void => {
    slot.replace();
    reject(signal?.reason);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    slot.post({ type: 'trial', trial });
    return (await promise) as TrialResults[Kind];
  } finally {
    signal?.removeEventListener('abort', stop);
    await slot.close();
  }
}

function newPromise(): {
  readonly promise: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
} {
  let settle: { resolve(value: unknown): void; reject(reason: unknown): void } | undefined;
  const promise = new Promise<unknown>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, resolve: (value) => settle?.resolve(value), reject: (reason) => settle?.reject(reason) };
}
