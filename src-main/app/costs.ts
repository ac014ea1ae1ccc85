import type {
  CostSummary,
  LedgerEntry,
  SpendingShare,
  HostLimits,
  OwnPrice,
} from '../../src-shared/domain/costs.ts';
import { addressOf, modelIdOf, type ModelSettings } from '../../src-shared/domain/model.ts';
import { embeddingAsModel, isRemoteEmbedding } from '../../src-shared/domain/embedding.ts';
import type { Db } from '../db/connection.ts';
import { countLedger, listLedger, spentColumns, spentSince } from '../db/ledger.ts';
import { settingsIn } from '../services/model-keys.ts';
import { chooseModels } from '../services/model-choice.ts';
import { monthOf } from '../services/accounts.ts';
import { toCsv } from '../services/csv.ts';
import { readEmbeddingChoice } from '../services/embedding-choice.ts';
import {
  keepHostLimits,
  keepPrices,
  readCaps,
  readHostLimits,
  readPrices,
} from '../services/money-settings.ts';
import { everyModel, type ModelPlaces } from './models.ts';

/** What the costs page shows: this month, by model, role and novel; caps, prices and limits. */
export function summarizeCosts(places: ModelPlaces, now = Date.now()): CostSummary {
  const db = places.app;
  const month = monthOf(now);
  const chosen = [...everyModel(places), ...modelsOfEnvironment()];
  const remote = chosen.flatMap((settings) =>
    settings.provider === 'embedded' ? [] : [new URL(addressOf(settings)).host],
  );
  const prices = readPrices(db);
  const limits = readHostLimits(db);
  const used = db
    .prepare(`SELECT DISTINCT model FROM ledger WHERE kind <> 'local'`)
    .pluck()
    .all() as string[];
  const { wanted } = readEmbeddingChoice(db);
  const asked = isRemoteEmbedding(wanted) ? [...chosen, embeddingAsModel(wanted)] : chosen;
  const priceable = asked.filter(({ provider }) => provider !== 'embedded').map(modelIdOf);
  return {
    month,
    spent: spentSince(db, month),
    predicted: predictionSince(db, month),
    byModel: sharesSince(db, 'model', month),
    byRole: sharesSince(db, 'role', month),
    byNovel: sharesSince(db, 'novel_title', month),
    caps: readCaps(db),
    prices: Object.entries(prices).map(([model, price]) => ({ model, price })),
    limits: Object.entries(limits).map(([host, own]) => ({ host, limits: own })),
    models: [...new Set([...priceable, ...used])].sort(),
    hosts: [...new Set([...remote, ...Object.keys(limits)])].sort(),
    entries: countLedger(db),
  };
}

/** The model that the environment names, which goes before every choice. */
function modelsOfEnvironment(): readonly ModelSettings[] {
  try {
    return settingsIn(chooseModels({}, { saved: () => undefined }));
  } catch {
    return []; // the job says what is wrong with it
  }
}

/** Keeps a price of the writer's own, or takes it away. */
export function setPrice(db: Db, { model, price }: { model: string; price: OwnPrice | null }): void {
  keepPrices(db, withEntry(readPrices(db), model, price));
}

/** Keeps how fast a host may be asked, or takes the limits away. */
export function setHostLimits(db: Db, { host, limits }: { host: string; limits: HostLimits | null }): void {
  keepHostLimits(db, withEntry(readHostLimits(db), host, limits));
}

/** The record with this entry in place of the old one, or without it where it is null. */
function withEntry<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
  value: Value | null,
): Record<string, Value> {
  const others = Object.entries(record).filter(([key]) => key !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, value]]);
}

type Named = 'model' | 'role' | 'novel_title';

function sharesSince(db: Db, by: Named, since: number): readonly SpendingShare[] {
  return db
    .prepare<[number], SpendingShare>(
      `SELECT ${by} AS name, ${spentColumns}, coalesce(sum(input_tokens), 0) AS inputTokens,
         coalesce(sum(output_tokens), 0) AS outputTokens, coalesce(sum(cached_tokens), 0) AS cachedTokens,
         coalesce(sum(cache_write_tokens), 0) AS cacheWriteTokens
       FROM ledger WHERE at >= ? GROUP BY ${by === 'novel_title' ? 'novel_id' : by} ORDER BY usd DESC, calls DESC`,
    )
    .all(since);
}

function predictionSince(db: Db, since: number): CostSummary['predicted'] {
  const row = db
    .prepare<[number], CostSummary['predicted']>(
      `SELECT coalesce(sum(predicted), 0) AS usd, coalesce(sum(cost), 0) AS cost FROM ledger
       WHERE at >= ? AND kind = 'priced' AND predicted IS NOT NULL AND cost IS NOT NULL AND ended = 'stop'`,
    )
    .get(since);
  return row ?? { usd: 0, cost: 0 };
}

const columns = [
  'time', 'novel', 'job', 'role', 'step', 'model', 'provider', 'input_tokens', 'output_tokens', 'cached_tokens',
  'cache_write_tokens', 'kind', 'predicted_usd', 'cost_usd', 'ended',
] as const; // prettier-ignore

/** The whole ledger as CSV, the oldest call first. Times are UTC by ISO 8601; what is not known is empty. */
export function ledgerAsCsv(db: Db): string {
  const entries = listLedger(db, { offset: 0, limit: countLedger(db) }).toReversed();
  return toCsv([columns, ...entries.map(rowOf)]);
}

function rowOf(entry: LedgerEntry) {
  return [
    new Date(entry.at).toISOString(),
    entry.novelTitle,
    entry.jobId,
    entry.role,
    entry.step,
    entry.model,
    entry.provider,
    entry.inputTokens,
    entry.outputTokens,
    entry.cachedTokens,
    entry.cacheWriteTokens,
    entry.kind,
    entry.predicted,
    entry.cost,
    entry.ended,
  ];
}
