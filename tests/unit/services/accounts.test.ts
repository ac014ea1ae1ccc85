import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { unknownUsage } from '../../../agents/model/usage.ts';
import type { MadeCall } from '../../../agents/model/meter.ts';
import { openAppDatabase } from '../../../src-main/db/app-database.ts';
import type { Db } from '../../../src-main/db/connection.ts';
import { listLedger, spentByJob, spentSince } from '../../../src-main/db/ledger.ts';
import { answerStats, clearAnswers, keepAnswer, trim } from '../../../src-main/db/stored-answers.ts';
import { monthOf, openAccounts, type Accounts } from '../../../src-main/services/accounts.ts';
import { keepCaps, keepPrices } from '../../../src-main/services/money-settings.ts';
import { ModelSettings } from '../../../src-shared/domain/model.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';
import { testPrice } from '../../helpers/test-price.ts';

const paid = ModelSettings.parse({
  provider: 'openai-compatible',
  baseUrl: 'https://api.example/v1',
  model: 'm',
});
const local = ModelSettings.parse({ provider: 'embedded', file: 'a.gguf' });
const unpriced = ModelSettings.parse({
  provider: 'openai-compatible',
  baseUrl: 'https://api.example/v1',
  model: 'x',
});

let file: string;
let db: Db;
let now: number;
let accounts: Accounts;

beforeEach(() => {
  file = join(temporaryFolder(), 'app.sqlite');
  db = openAppDatabase(file);
  now = new Date(2026, 10, 21, 12).getTime();
  accounts = openOn(file);
  keepPrices(db, { 'api.example/m': testPrice() }); // 100 in, 1000 out: 0.0001 and 0.001 a token
});

const openOn = (path: string): Accounts =>
  openAccounts({
    open: () => openAppDatabase(path),
    novel: () => ({ id: 'n', title: 'The Book' }),
    now: () => now,
  });

function begin(settings = paid, { jobId = 'job', inputTokens = 100, maxTokens = 100 } = {}): number {
  const call = { settings, inputTokens, maxTokens };
  return Number(accounts.answer({ type: 'begin-call', jobId, role: 'writer', step: 'write 1', call }));
}

function end(id: number, made: Partial<MadeCall> = {}, settings = paid): void {
  const whole = { usage: unknownUsage, cost: null, ended: 'stop', mayOwe: true, ...made } as const;
  accounts.note({ type: 'call-ended', id, settings, made: whole });
}

const used = (inputTokens: number, outputTokens: number) => ({
  usage: { inputTokens, outputTokens, cachedTokens: 0 },
});
const costs = () =>
  listLedger(db, { offset: 0, limit: 100 }).map(({ kind, cost, ended }) => [kind, cost, ended]);

test('a call is in the ledger before it is made, so that a killed program cannot hide it', () => {
  begin();
  expect(costs()).toEqual([['priced', null, 'open']]);
  expect(spentByJob(db, 'job')).toMatchObject({ usd: 0.11, uncertain: 0.11, calls: 1 });
});

test('each call is one row, with what it did cost, also when it failed or was left early', () => {
  end(begin(), used(100, 50));
  end(begin(), { ended: 'failed', mayOwe: false });
  end(begin(), { ended: 'aborted' });
  end(begin(local), used(100, 50), local);
  end(begin(unpriced), used(100, 50), unpriced);
  expect(costs().toReversed()).toEqual([
    ['priced', 0.060000000000000005, 'stop'],
    ['priced', 0, 'failed'],
    ['priced', null, 'aborted'],
    ['local', 0, 'stop'],
    ['unknown', null, 'stop'],
  ]);
  const spent = spentSince(db, 0);
  expect(spent.usd).toBeCloseTo(0.06 + 0.11, 10); // an aborted call counts at the most it could cost
  expect(spent).toMatchObject({ uncertain: 0.11, calls: 5, localCalls: 1, unknownCalls: 1 });
});

test("a cost the provider names goes before the list's, also for a model without a price", () => {
  end(begin(), { ...used(100, 50), cost: 0.5 });
  end(begin(unpriced), { ...used(100, 50), cost: 0.25 }, unpriced);
  expect(spentSince(db, 0)).toMatchObject({ usd: 0.75, unknownCalls: 0 });
});

test('an end that is told twice is entered once', () => {
  const id = begin();
  end(id, used(100, 50));
  end(id, { ...used(100, 90), cost: 7 });
  expect(costs()).toEqual([['priced', 0.060000000000000005, 'stop']]);
});

test('a run stops before the call that could pass its cap, and nothing is entered for it', () => {
  keepCaps(db, { perRun: 0.2, perMonth: null });
  end(begin(), used(100, 90)); // 0.10; the next could cost 0.11
  expect(() => begin()).toThrow(
    expect.objectContaining({
      code: 'MODEL_BUDGET_SPENT',
      data: { cap: 'run', limit: 0.2, spent: expect.closeTo(0.1, 10), needed: expect.closeTo(0.11, 10) },
    }),
  );
  expect(costs()).toHaveLength(1);
  expect(() => begin(local)).not.toThrow();
  expect(() => begin(paid, { jobId: 'another job' })).not.toThrow();
});

test('calls that are under way count: two at once cannot both spend the last of a cap', () => {
  keepCaps(db, { perRun: 0.2, perMonth: null });
  begin();
  expect(() => begin()).toThrow(expect.objectContaining({ code: 'MODEL_BUDGET_SPENT' }));
});

test('a cap that is reached exactly is kept, and one that is raised holds from the next call', () => {
  keepCaps(db, { perRun: 0.22, perMonth: null });
  begin();
  expect(() => begin()).not.toThrow();
  expect(() => begin()).toThrow();
  keepCaps(db, { perRun: 0.33, perMonth: null });
  expect(() => begin()).not.toThrow();
});

test('the month begins anew on its first day, by the calendar of this machine', () => {
  keepCaps(db, { perRun: null, perMonth: 0.15 });
  end(begin(), used(100, 100));
  expect(() => begin(paid, { jobId: 'b' })).toThrow(expect.objectContaining({ code: 'MODEL_BUDGET_SPENT' }));
  now = new Date(2026, 11, 1, 0, 0, 1).getTime();
  expect(() => begin(paid, { jobId: 'b' })).not.toThrow();
  expect(new Date(monthOf(now)).getDate()).toBe(1);
});

test('a call whose worker died is given up for lost and counts at the most it could cost', () => {
  const id = begin();
  accounts.lose('job');
  expect(costs()).toEqual([['priced', null, 'lost']]);
  expect(spentByJob(db, 'job').usd).toBeCloseTo(0.11, 10);
  end(id, used(100, 50)); // it was told after all
  expect(spentByJob(db, 'job').usd).toBeCloseTo(0.06, 10);
});

test('calls of a program that is gone are given up when the ledger is opened again, those of a living one are not', () => {
  begin();
  begin();
  db.transaction(() => db.prepare('UPDATE ledger SET pid = 999999999 WHERE id = 1').run())();
  openOn(file).hostLimits();
  expect(costs().toReversed()).toEqual([
    ['priced', null, 'lost'],
    ['priced', null, 'open'],
  ]);
});

test('what a role has used of its room of late is what is predicted next', () => {
  for (let i = 0; i < 3; i++) end(begin(), used(100, 25));
  begin();
  const [newest] = listLedger(db, { offset: 0, limit: 1 });
  expect(newest?.predicted).toBeCloseTo(100 * 0.0001 + 25 * 0.001, 10);
});

test('a stored answer is given, entered as one that cost nothing, and the look-ups are counted', () => {
  const look = (hash: string) =>
    accounts.answer({ type: 'find-answer', jobId: 'job', role: 'writer', step: 's', settings: paid, hash });
  expect(look('a')).toBeNull();
  const answer = { text: 'Yes.', usage: { inputTokens: 5, outputTokens: 2, cachedTokens: null } };
  accounts.note({ type: 'answer-made', settings: paid, hash: 'a', answer });
  expect(look('a')).toEqual(answer);
  expect(costs()).toEqual([['stored', 0, 'stop']]);
  expect(answerStats(db)).toMatchObject({ answers: 1, hits: 1, misses: 1 });
  clearAnswers(db);
  expect(answerStats(db)).toEqual({ answers: 0, bytes: 0, hits: 0, misses: 0 });
  expect(look('a')).toBeNull();
});

test('the store does not grow for ever: what was not asked for the longest goes', () => {
  const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: null };
  for (let at = 0; at < 6; at++)
    keepAnswer(db, { hash: `h${at}`, model: 'm', answer: { text: `Answer ${at}`, usage }, now: at });
  accounts.answer({ type: 'find-answer', jobId: 'j', role: 'editor', step: 's', settings: paid, hash: 'h0' });
  trim(db, { answers: 3, bytes: 1e9 });
  const kept = db.prepare<[], { hash: string }>('SELECT hash FROM stored_answer').all();
  expect(kept.map(({ hash }) => hash).sort()).toEqual(['h0', 'h4', 'h5']);
  trim(db, { answers: 10, bytes: answerStats(db).bytes - 1 });
  expect(answerStats(db).answers).toBe(2);
});
