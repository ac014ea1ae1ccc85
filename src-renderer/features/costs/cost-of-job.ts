import type { JobId } from '../../../src-shared/domain/ids.ts';
import { api } from '../../api.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { sayMoney, saySpent } from './money.ts';

/** What a job has spent and may still cost, for a question about going on; "" where nothing can be said. */
export async function sayCostOf(jobId: JobId): Promise<string> {
  const novelId = openNovelId();
  const [jobs, estimate] = await Promise.all([
    api.request('costs.jobs', { novelId }).catch(() => null),
    api.request('costs.estimate', { kind: 'job', novelId, jobId }).catch(() => null),
  ]);
  const spent = jobs?.[jobId];
  const isPriced = estimate?.models.some(({ kind }) => kind === 'priced') === true;
  return [
    spent ? ` ${say('costs.ofJob', { spent: saySpent(spent) })}.` : '',
    estimate && isPriced ? ` ${say('costs.rest', { high: sayMoney(estimate.high) })}` : '',
  ].join('');
}
