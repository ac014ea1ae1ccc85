import type { Page } from '@playwright/test';
import type { Bridge, Envelope } from '../../src-shared/ipc/envelope.ts';

/** What main answers a window's page, as its own bridge brings it. */
export async function requestMain(page: Page, route: unknown, input: unknown): Promise<Envelope<unknown>> {
  const reply = await page.evaluate(
    ([name, given]) => (globalThis as unknown as { fabula: Bridge }).fabula.request(name as string, given),
    [route, input],
  );
  return JSON.parse(reply) as Envelope<unknown>;
}

/** The same where it is no error. Throws where main refuses. */
export async function askMain<Answer>(page: Page, route: string, input: unknown): Promise<Answer> {
  const reply = await requestMain(page, route, input);
  if (!reply.ok) throw new Error(`${route}: ${JSON.stringify(reply.error)}`);
  return reply.data as Answer;
}
