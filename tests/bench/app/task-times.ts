import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number; // µs of the processor
}

/**
 * Begins to trace the page's main thread; the answer ends it with the milliseconds of the processor that its longest task
 * took: what a machine that is busy with other things adds is not in it.
 */
export async function startTaskTimes(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const traceConfig = { includedCategories: ['toplevel', 'devtools.timeline'], excludedCategories: ['*'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  return async () => {
    await endTrace(session);
    const main = events.filter(isOn(busiestThread(events)));
    const tasks = main.filter(({ name }) => name.endsWith('RunTask'));
    return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
  };
}

async function endTrace(session: CDPSession): Promise<void> {
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
}

/** The main thread is the one that lays out. */
function busiestThread(events: readonly TraceEvent[]): string {
  const times = new Map<string, number>();
  for (const event of events)
    if (event.name === 'Layout' || event.name === 'UpdateLayoutTree')
      times.set(threadOf(event), (times.get(threadOf(event)) ?? 0) + (event.dur ?? 0));
  return [...times].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
const isOn =
  (thread: string) =>
  (event: TraceEvent): boolean =>
    threadOf(event) === thread;
