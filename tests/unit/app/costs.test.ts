import { expect, test } from 'vitest';
import { ledgerAsCsv, setHostLimits, setPrice, summarizeCosts } from '../../../src-main/app/costs.ts';
import type { Db } from '../../../src-main/db/connection.ts';
import { endLedgerEntry, insertLedgerEntry, type NewLedgerEntry } from '../../../src-main/db/ledger.ts';
import { testApp } from '../../helpers/test-app.ts';
import { testPrice } from '../../helpers/test-price.ts';

const now = new Date(2026, 10, 21, 12).getTime();

function enter(db: Db, change: Partial<NewLedgerEntry> = {}, cost: number | null = 0.5): void {
  const id = insertLedgerEntry(db, {
    at: now,
    novelId: 'n',
    novelTitle: 'The Book',
    jobId: 'j',
    role: 'writer',
    step: 'write 1',
    model: 'openai/gpt-4o',
    provider: 'openai',
    countedTokens: 100,
    maxTokens: 100,
    kind: 'priced',
    predicted: 0.4,
    reserved: 1,
    ended: 'open',
    ...change,
  });
  const usage = { inputTokens: 100, outputTokens: 50, cachedTokens: 20, cacheWriteTokens: 5 };
  endLedgerEntry(db, { id, usage, kind: change.kind ?? 'priced', cost, ended: 'stop' });
}

/** A reader of its own, by the letter of RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const source = text.replace(/^\uFEFF/, '');
  for (let at = 0; at < source.length; at++) {
    const letter = source[at]!;
    if (isQuoted && letter === '"' && source[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted || (letter !== ',' && letter !== '\r' && letter !== '\n')) cell += letter;
    else if (letter === ',') [cell] = ['', rows.at(-1)!.push(cell)];
    else if (letter === '\n') {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = '';
    }
  }
  return rows.slice(0, -1);
}

test('the ledger reads back from CSV as it was, whatever a title is made of', () => {
  const { app } = testApp();
  const titles = [
    'Plain',
    'Comma, "quotes"\nand a line',
    '=HYPERLINK("http://x")',
    '@SUM(1)',
    '-1+2',
    '+62',
    '\tTab',
    'Bab satu — “é” 海',
  ];
  titles.forEach((novelTitle, at) => enter(app.db, { novelTitle, at: now + at }));
  enter(app.db, { at: now + 99, kind: 'unknown', predicted: null }, null);
  enter(app.db, { at: now + 100 }, 0.0000001234);
  const [head, ...rows] = parseCsv(ledgerAsCsv(app.db));
  const column = (name: string) => rows.map((row) => row[head!.indexOf(name)]);
  expect(column('novel').slice(0, titles.length)).toEqual(
    titles.map((title) => (/^[=+\-@\t]/.test(title) ? `'${title}` : title)),
  );
  expect(column('cost_usd').slice(-3)).toEqual(['0.5', '', '0.000000123']);
  expect(column('predicted_usd').at(-2)).toBe('');
  expect(column('cached_tokens')[0]).toBe('20');
  expect(column('time')[0]).toBe(new Date(now).toISOString());
  expect(rows.every((row) => row.length === head!.length)).toBe(true);
});

test('the month leaves earlier ones out and tells priced, unknown, local and stored calls apart', () => {
  const { app } = testApp();
  enter(app.db);
  enter(app.db, { role: 'editor', model: 'b' }, 0.25);
  enter(app.db, { kind: 'local', model: 'embedded/a', predicted: 0, reserved: 0 }, 0);
  enter(app.db, { kind: 'unknown', model: 'c', predicted: null, reserved: null }, null);
  enter(app.db, { kind: 'stored', predicted: 0, reserved: 0 }, 0);
  enter(app.db, { at: new Date(2026, 9, 31, 23, 59).getTime() }, 40);
  const summary = summarizeCosts({ app: app.db, novel: null }, now);
  expect(summary.spent).toEqual({
    usd: 0.75,
    uncertain: 0,
    calls: 5,
    localCalls: 1,
    unknownCalls: 1,
    storedCalls: 1,
  });
  expect(summary.byRole.map(({ name, usd }) => [name, usd])).toEqual([
    ['writer', 0.5],
    ['editor', 0.25],
  ]);
  expect(summary.byModel.map(({ name }) => name)).toContain('embedded/a');
  expect(summary.byNovel).toMatchObject([{ name: 'The Book', inputTokens: 500, cachedTokens: 100 }]);
  expect(summary.predicted).toEqual({ usd: 0.8, cost: 0.75 });
  expect(summary.entries).toBe(6);
});

test('a price and a limit are kept by name and taken away alone', () => {
  const { app } = testApp();
  setPrice(app.db, { model: 'a', price: testPrice() });
  setPrice(app.db, { model: 'b', price: testPrice({ cached: 1 }) });
  setPrice(app.db, { model: 'a', price: null });
  setHostLimits(app.db, { host: 'h', limits: { requestsPerMinute: 3, tokensPerMinute: null } });
  const { prices, limits } = summarizeCosts({ app: app.db, novel: null }, now);
  expect(prices).toEqual([{ model: 'b', price: testPrice({ cached: 1 }) }]);
  expect(limits).toEqual([{ host: 'h', limits: { requestsPerMinute: 3, tokensPerMinute: null } }]);
});
