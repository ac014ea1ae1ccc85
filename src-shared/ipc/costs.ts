import { z } from 'zod';
import {
  CacheStats,
  CostEstimate,
  CostSummary,
  HostLimits,
  LedgerEntry,
  OwnPrice,
  Spent,
  SpendingCaps,
} from '../domain/costs.ts';
import { ChapterId, JobId, NovelId } from '../domain/ids.ts';
import { FileHandle } from './files.ts';
import { ChapterWish, PassageWish } from './jobs.ts';
import { route } from './route.ts';

const RunWish = z.discriminatedUnion('kind', [
  ChapterWish.extend({ kind: z.literal('write-chapter') }),
  PassageWish.extend({ kind: z.literal('help-passage') }),
  z.strictObject({ kind: z.literal('review-chapter'), novelId: NovelId, chapterId: ChapterId }),
  z.strictObject({ kind: z.literal('review-novel'), novelId: NovelId }),
  z.strictObject({ kind: z.literal('job'), novelId: NovelId, jobId: JobId }),
]);

/** What the window may ask about money and about answers that need not be paid for again. */
export const costsRoutes = {
  'costs.summary': route({ input: z.strictObject({}), output: CostSummary }),
  /** A page of the ledger, the newest call first. */
  'costs.ledger': route({
    input: z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    output: z.array(LedgerEntry).readonly(),
  }),
  /** Asks where to, by the system's dialog, and writes the whole ledger as CSV. Null where the dialog was cancelled. */
  'costs.export': route({ input: z.strictObject({}), output: FileHandle.nullable() }),
  /** They hold from the next call on, also of a job that runs. */
  'costs.setLimits': route({ input: z.strictObject({ caps: SpendingCaps }), output: CostSummary }),
  /** A price of the writer's own for a model; null takes it away. */
  'costs.setPrice': route({
    input: z.strictObject({ model: z.string().min(1).max(300), price: OwnPrice.nullable() }),
    output: CostSummary,
  }),
  /** How fast a host may be asked; null takes the limits away. They hold from the next job on. */
  'costs.setHostLimits': route({
    input: z.strictObject({ host: z.string().min(1).max(300), limits: HostLimits.nullable() }),
    output: CostSummary,
  }),
  /** What a run may cost. No model is asked. */
  'costs.estimate': route({ input: RunWish, output: CostEstimate }),
  /** What each job of the novel has spent so far, by its id. */
  'costs.jobs': route({ input: z.strictObject({ novelId: NovelId }), output: z.record(z.string(), Spent) }),
  'cache.stats': route({ input: z.strictObject({}), output: CacheStats }),
  'cache.clear': route({ input: z.strictObject({}), output: CacheStats }),
};

/** What main tells the window about money, by the event's name. */
export interface CostsEvents {
  /** The ledger, a limit or a price has changed. */
  readonly 'costs.changed': { readonly novelId: NovelId | null };
}
