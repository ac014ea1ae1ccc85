import type { IntendedCall, MadeCall } from '../../agents/model/meter.ts';
import type { StoredAnswer } from '../../agents/model/stored-answers.ts';
import type { AllHostLimits, LedgerRole } from '../../src-shared/domain/costs.ts';
import { modelIdOf, type ModelSettings } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import { openAppDatabase } from '../db/app-database.ts';
import { write, type Db } from '../db/connection.ts';
import {
  endLedgerEntry,
  insertLedgerEntry,
  loseCallsOf,
  loseCallsOfDeadPrograms,
  loseEmbeddingCalls,
  spentByJob,
  spentSince,
  usedShareOf,
} from '../db/ledger.ts';
import { findAnswer, keepAnswer } from '../db/stored-answers.ts';
import { readCaps, readHostLimits, readPrices } from './money-settings.ts';
import { mostOf, priceOf, type ModelPrice } from './prices.ts';

/** Whose call it is. */
export interface CallOwner {
  readonly jobId: string | null; // null: a trial of a model, or search by meaning
  readonly role: LedgerRole;
  readonly step: string;
}

/** What a worker asks before it calls a model. */
export type AccountsQuestion =
  | (CallOwner & { readonly type: 'begin-call'; readonly call: IntendedCall })
  | (CallOwner & { readonly type: 'find-answer'; readonly settings: ModelSettings; readonly hash: string });

/** What a worker tells afterwards. */
export type AccountsNote =
  | {
      readonly type: 'call-ended';
      readonly id: number;
      readonly settings: ModelSettings;
      readonly made: MadeCall;
    }
  | {
      readonly type: 'answer-made';
      readonly settings: ModelSettings;
      readonly hash: string;
      readonly answer: StoredAnswer;
    };

/** The money and the stored answers of this machine, as one novel's jobs see them. */
export interface Accounts {
  /** A call's number in the ledger, or a stored answer. Throws MODEL_BUDGET_SPENT where the call could go beyond a cap. */
  answer(question: AccountsQuestion): number | StoredAnswer | null;
  note(note: AccountsNote): void;
  /** A job's worker is gone: its open calls will not be ended. */
  lose(jobId: string): void;
  /** The library's worker is gone, and with it the ends of its open calls. */
  loseEmbedding(): void;
  hostLimits(): AllHostLimits;
  close(): void;
}

export interface AccountsOptions {
  /** Opens the app's own database, when it is first needed. */
  readonly open?: () => Db;
  /** The novel whose job it is; an id of null and no title for a trial. */
  novel(): { readonly id: string | null; readonly title: string };
  /** Called after the ledger has changed. */
  onChange?(jobId: string | null): void;
  readonly now?: () => number;
}

/** Keeps the ledger. A call is entered before it is made, so that none is forgotten, whatever ends the program. */
export function openAccounts(options: AccountsOptions): Accounts {
  const { open = openAppDatabase, onChange, now = Date.now } = options;
  let opened: Db | null = null;
  const db = (): Db => {
    if (opened) return opened;
    opened = open();
    loseCallsOfDeadPrograms(opened, isAlive);
    return opened;
  };
  const around = { novel: options.novel, now: now() };
  const tell = (jobId: string | null): void => onChange?.(jobId);

  return {
    answer: (question) => {
      const given = { ...around, now: now() };
      const answer =
        question.type === 'begin-call'
          ? beginCall(db(), { ...question, ...given })
          : giveAnswer(db(), { ...question, ...given });
      tell(question.jobId);
      return answer;
    },
    note: (told) => {
      if (told.type === 'call-ended') endCall(db(), { ...told, now: now() });
      else
        keepAnswer(db(), {
          hash: told.hash,
          model: modelIdOf(told.settings),
          answer: told.answer,
          now: now(),
        });
      tell(null);
    },
    lose: (jobId) => {
      if (opened) loseCallsOf(opened, jobId); // what was never opened has no open call
    },
    loseEmbedding: () => {
      if (opened) loseEmbeddingCalls(opened, options.novel().id);
    },
    hostLimits: () => readHostLimits(db()),
    close: () => opened?.close(),
  };
}

interface Around {
  readonly novel: AccountsOptions['novel'];
  readonly now: number;
}

type Begin = Extract<AccountsQuestion, { type: 'begin-call' }> & Around;

/**
 * Lets a call through and enters it, in one transaction: two programs cannot both spend the last dollar. Embedding on this
 * machine is no entry, for it follows every pause in writing.
 */
const beginCall = write((db, { call, ...by }: Begin): number => {
  const { settings, inputTokens, maxTokens } = call;
  const price = priceOf(settings, readPrices(db), new Date(by.now));
  if (by.role === 'embedding' && price.kind === 'local') return noEntry;
  const reserved = mostOf(price, inputTokens, maxTokens);
  if (price.kind === 'priced') requireMoney(db, { needed: reserved ?? 0, jobId: by.jobId, now: by.now });
  const entry = entryOf(settings, by);
  const predicted = predict(db, { price, role: by.role, inputTokens, maxTokens });
  return insertLedgerEntry(db, {
    ...entry,
    countedTokens: inputTokens,
    maxTokens,
    kind: price.kind,
    predicted,
    reserved,
    ended: 'open',
  });
});

const noEntry = 0;

function requireMoney(
  db: Db,
  { needed, jobId, now }: { readonly needed: number; readonly jobId: string | null; readonly now: number },
): void {
  const { perRun, perMonth } = readCaps(db);
  const check = (cap: 'run' | 'month', limit: number | null, spent: () => number): void => {
    if (limit === null) return;
    const sum = spent();
    if (sum + needed > limit) throw new AppError('MODEL_BUDGET_SPENT', { cap, limit, spent: sum, needed });
  };
  check('run', perRun, () => (jobId === null ? 0 : spentByJob(db, jobId).usd));
  check('month', perMonth, () => spentSince(db, monthOf(now)).usd);
}

const usualShare = 0.6;

/** What a call will likely cost: its prompt as counted, and of the answer's room what the role has used of late. */
function predict(
  db: Db,
  {
    price,
    role,
    inputTokens,
    maxTokens,
  }: { price: ModelPrice; role: LedgerRole; inputTokens: number; maxTokens: number },
): number | null {
  if (price.kind !== 'priced') return price.kind === 'local' ? 0 : null;
  const outputTokens = Math.round(maxTokens * (usedShareOf(db, role) ?? usualShare));
  return price.costOf({ inputTokens, outputTokens, cachedTokens: 0 });
}

const giveAnswer = write(
  (
    db,
    { hash, settings, ...by }: Extract<AccountsQuestion, { type: 'find-answer' }> & Around,
  ): StoredAnswer | null => {
    const answer = findAnswer(db, { hash, now: by.now });
    if (!answer) return null;
    const id = insertLedgerEntry(db, {
      ...entryOf(settings, by),
      ...{ countedTokens: 0, maxTokens: 0, kind: 'stored', predicted: 0, reserved: 0, ended: 'open' },
    });
    endLedgerEntry(db, { id, usage: answer.usage, kind: 'stored', cost: 0, ended: 'stop' });
    return answer;
  },
);

const endCall = write(
  (
    db,
    { id, settings, made, now }: Extract<AccountsNote, { type: 'call-ended' }> & { now: number },
  ): void => {
    const { usage, ended } = made;
    const price = priceOf(settings, readPrices(db), new Date(now));
    const kind = made.cost === null ? price.kind : 'priced'; // the provider named it
    endLedgerEntry(db, { id, usage, ended, kind, cost: costOf(price, made) });
  },
);

/** What a call cost: as the provider says, else by its usage; null where neither is known and something may be owed. */
function costOf(price: ModelPrice, { usage, cost, mayOwe }: MadeCall): number | null {
  if (cost !== null) return cost;
  if (price.kind !== 'priced') return price.kind === 'local' ? 0 : null;
  return price.costOf(usage) ?? (mayOwe ? null : 0);
}

function entryOf(settings: ModelSettings, { novel, now, jobId, role, step }: CallOwner & Around) {
  const { id: novelId, title: novelTitle } = novel();
  const model = modelIdOf(settings);
  const provider =
    settings.provider === 'openai-compatible' ? (settings.preset ?? 'custom') : settings.provider;
  return { at: now, novelId, novelTitle, jobId, role, step, model, provider } as const;
}

/** When the month of a moment began, by this machine's calendar. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
