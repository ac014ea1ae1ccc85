import { z } from 'zod';
import { ModelCall } from './job.ts';
import { roles } from './model.ts';

/** Who asked: an agent of a crew, or search by meaning. */
export const LedgerRole = z.enum([...roles, 'embedding']);
export type LedgerRole = z.infer<typeof LedgerRole>;

/** What is known of a call's cost: it costs nothing, nobody knows its price, it has one, or it was not made at all. */
export const CostKind = z.enum(['local', 'unknown', 'priced', 'stored']);
export type CostKind = z.infer<typeof CostKind>;

const Price = z.number().min(0).max(100_000);
/** A price of the writer's own, in US dollars for a million tokens. It goes before every other. */
export const OwnPrice = z.strictObject({
  input: Price,
  output: Price,
  cached: Price.nullable(), // read from the provider's cache; null: like other input
  cacheWrite: Price.nullable(), // put into it; null: like other input
});
export type OwnPrice = z.infer<typeof OwnPrice>;
export const OwnPrices = z.record(z.string(), OwnPrice); // by the model's stable name
export type OwnPrices = z.infer<typeof OwnPrices>;

const Cap = z.number().positive().max(1_000_000).nullable();
/** How much may be spent, in US dollars; null is no limit. */
export const SpendingCaps = z.strictObject({ perRun: Cap, perMonth: Cap });
export type SpendingCaps = z.infer<typeof SpendingCaps>;

const PerMinute = z.int().min(1).max(1_000_000_000).nullable();
/** How fast a host may be asked; null is no limit. */
export const HostLimits = z.strictObject({ requestsPerMinute: PerMinute, tokensPerMinute: PerMinute });
export type HostLimits = z.infer<typeof HostLimits>;
export const AllHostLimits = z.record(z.string(), HostLimits);
export type AllHostLimits = z.infer<typeof AllHostLimits>;

/** Money as it adds up: never one number where a part of it is not known. */
export const Spent = z.object({
  usd: z.number(), // known costs, and for calls whose cost is not known the most they could cost
  uncertain: z.number(), // how much of `usd` is such a most
  calls: z.int(),
  localCalls: z.int(),
  unknownCalls: z.int(), // of models without a price: not in `usd`
  storedCalls: z.int(),
});
export type Spent = z.infer<typeof Spent>;

const TokenSums = z.object({
  inputTokens: z.int(),
  outputTokens: z.int(),
  cachedTokens: z.int(),
  cacheWriteTokens: z.int(),
});
/** Spending of one model, role or novel within a month. */
export const SpendingShare = Spent.extend({ name: z.string(), ...TokenSums.shape });
export type SpendingShare = z.infer<typeof SpendingShare>;

/** A call in the ledger. Tokens and dollars that nobody told are null. */
export const LedgerEntry = z.object({
  id: z.int(),
  at: z.int(),
  novelTitle: z.string(),
  jobId: z.string().nullable(),
  role: LedgerRole,
  step: z.string(),
  model: z.string(),
  provider: z.string(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  cachedTokens: z.int().nullable(),
  cacheWriteTokens: z.int().nullable(),
  kind: CostKind,
  predicted: z.number().nullable(),
  cost: z.number().nullable(),
  ended: z.enum([...ModelCall.shape.ended.options, 'open', 'lost']), // lost: the app ended before the call did
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** What the costs page begins with. */
export const CostSummary = z.object({
  month: z.int(), // when it began
  spent: Spent,
  predicted: z.object({ usd: z.number(), cost: z.number() }), // of calls that have both: what was thought and what it was
  byModel: z.array(SpendingShare).readonly(),
  byRole: z.array(SpendingShare).readonly(),
  byNovel: z.array(SpendingShare).readonly(),
  caps: SpendingCaps,
  prices: z.array(z.object({ model: z.string(), price: OwnPrice })).readonly(),
  limits: z.array(z.object({ host: z.string(), limits: HostLimits })).readonly(),
  models: z.array(z.string()).readonly(), // chosen or used, to set a price for
  hosts: z.array(z.string()).readonly(), // chosen, to set limits for
  entries: z.int(), // in the whole ledger
});
export type CostSummary = z.infer<typeof CostSummary>;

/** What a run may cost, by the models it would ask. */
export const CostEstimate = z.object({
  low: z.number(), // US dollars
  high: z.number(),
  models: z
    .array(
      z.object({
        model: z.string(),
        kind: z.enum(['local', 'unknown', 'priced']),
        calls: z.object({ low: z.int(), high: z.int() }),
        low: z.number().nullable(), // null: its price is not known
        high: z.number().nullable(),
      }),
    )
    .readonly(),
});
export type CostEstimate = z.infer<typeof CostEstimate>;

/** What the store of answers holds and how often it had one. */
export const CacheStats = z.object({
  answers: z.int(),
  bytes: z.int(),
  hits: z.int(), // since it was last cleared
  misses: z.int(),
});
export type CacheStats = z.infer<typeof CacheStats>;

/** The shape of a money's sum over nothing. */
export const nothingSpent: Spent = {
  usd: 0,
  uncertain: 0,
  calls: 0,
  localCalls: 0,
  unknownCalls: 0,
  storedCalls: 0,
};
