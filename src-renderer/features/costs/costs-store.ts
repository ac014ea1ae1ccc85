import { create } from 'zustand';
import type {
  CacheStats,
  CostSummary,
  HostLimits,
  LedgerEntry,
  OwnPrice,
  SpendingCaps,
  Spent,
} from '../../../src-shared/domain/costs.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';

interface CostsState {
  readonly summary: CostSummary | null;
  readonly cache: CacheStats | null;
  /** The ledger's rows that were read, by their place, the newest first. */
  readonly rows: ReadonlyMap<number, LedgerEntry>;
  /** What each job of the open novel has spent. */
  readonly jobs: Readonly<Record<string, Spent>>;
}

export const useCosts = create<CostsState>()(() => ({
  summary: null,
  cache: null,
  rows: new Map(),
  jobs: {},
}));

const pageSize = 100;
const asked = new Set<number>();
let shown = 0;

/** Keeps the page's numbers new while it is shown; the answer ends it. */
export function followCosts(): () => void {
  shown++;
  void refreshCosts();
  return () => void shown--;
}

/** Reads the month, the store of answers and the ledger's first rows again. */
export async function refreshCosts(): Promise<void> {
  try {
    const [summary, cache] = await Promise.all([
      api.request('costs.summary', {}),
      api.request('cache.stats', {}),
    ]);
    asked.clear();
    useCosts.setState({ summary, cache, rows: new Map() });
    await readRows(0);
  } catch (error) {
    notifyError(error);
  }
}

/** Reads the page of the ledger that a row stands on, unless it was read. */
export async function readRows(row: number): Promise<void> {
  const page = Math.floor(row / pageSize);
  if (asked.has(page)) return;
  asked.add(page);
  const offset = page * pageSize;
  try {
    const entries = await api.request('costs.ledger', { offset, limit: pageSize });
    useCosts.setState(({ rows }) => ({
      rows: new Map([...rows, ...entries.map((entry, at) => [offset + at, entry] as const)]),
    }));
  } catch (error) {
    asked.delete(page);
    notifyError(error);
  }
}

const keepSummary = (summary: CostSummary): void => useCosts.setState({ summary });

/** Keeps how much may be spent. */
export async function setCaps(caps: SpendingCaps): Promise<void> {
  await api.request('costs.setLimits', { caps }).then(keepSummary, notifyError);
}

/** Keeps a price of the writer's own; null takes it away. */
export async function setPrice(model: string, price: OwnPrice | null): Promise<void> {
  await api.request('costs.setPrice', { model, price }).then(keepSummary, notifyError);
}

/** Keeps how fast a host may be asked; null takes the limits away. */
export async function setHostLimits(host: string, limits: HostLimits | null): Promise<void> {
  await api.request('costs.setHostLimits', { host, limits }).then(keepSummary, notifyError);
}

/** Forgets the stored answers. */
export async function clearCache(): Promise<void> {
  await api.request('cache.clear', {}).then((cache) => useCosts.setState({ cache }), notifyError);
}

/** Writes the whole ledger to a file the writer chooses. */
export async function exportLedger(): Promise<void> {
  try {
    const file = await api.request('costs.export', {});
    if (file) notify({ kind: 'ok', text: say('costs.exported', { name: file.name }) });
  } catch (error) {
    notifyError(error);
  }
}

async function readJobs(): Promise<void> {
  const { novelId } = useNovel.getState();
  if (novelId === null) return useCosts.setState({ jobs: {} });
  const jobs = await api.request('costs.jobs', { novelId }).catch(() => null);
  if (jobs && useNovel.getState().novelId === novelId) useCosts.setState({ jobs });
}

let soon: ReturnType<typeof setTimeout> | null = null;
/** Several calls in a row are one reading. */
function refreshSoon(): void {
  soon ??= setTimeout(() => {
    soon = null;
    void readJobs();
    if (shown > 0) void refreshCosts();
  }, 300);
}

api.on('costs.changed', refreshSoon);
useNovel.subscribe(({ novelId }, before) => {
  if (novelId !== before.novelId) void readJobs();
});
if (useNovel.getState().novelId !== null) void readJobs();
