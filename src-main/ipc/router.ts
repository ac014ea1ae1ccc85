import { z } from 'zod';
import { AppError, isAbort, toWireError } from '../../src-shared/errors.ts';
import { routes, type RouteName } from '../../src-shared/ipc/contract.ts';
import type { Envelope } from '../../src-shared/ipc/envelope.ts';
import type { Route } from '../../src-shared/ipc/route.ts';
import type { Log } from '../services/log.ts';
import { allHandlers } from './all-handlers.ts';
import type { HandlerContext } from './handlers.ts';

type AnyHandler = (input: unknown, context: HandlerContext) => unknown;

/** Answers one request: parses it strictly, calls its handler, and puts what comes, thrown or not, in an envelope. */
export async function answer(
  request: { readonly route: unknown; readonly input: unknown },
  { context, log }: { readonly context: HandlerContext; readonly log: Log },
): Promise<Envelope<unknown>> {
  try {
    const name = nameOf(request.route);
    const input = parseInput(routes[name], { name, input: request.input });
    return { ok: true, data: await (allHandlers[name] as AnyHandler)(input, context) };
  } catch (error) {
    const isOver = isAbort(error) || lostItsNovel(error, { input: request.input, context });
    const wire = toWireError(isOver ? new AppError('ABORTED') : error);
    if (wire.code === 'INTERNAL') log.error('request-failed', error);
    return { ok: false, error: wire };
  }
}

/** True for what a worker no longer answered because its novel was closed meanwhile: nobody waits for it. */
function lostItsNovel(
  error: unknown,
  { input, context }: { readonly input: unknown; readonly context: HandlerContext },
): boolean {
  const { novelId } = Object(input) as { readonly novelId?: unknown };
  const isLoss = error instanceof AppError && error.code === 'WORKER_DIED';
  return isLoss && novelId !== undefined && context.app.session?.novel.id !== novelId;
}

function nameOf(name: unknown): RouteName {
  if (typeof name === 'string' && Object.hasOwn(routes, name)) return name as RouteName;
  throw new AppError('REQUEST_INVALID', { route: String(name).slice(0, 80), reason: 'no such route' });
}

function parseInput(route: Route, { name, input }: { name: string; input: unknown }): unknown {
  const parsed = route.input.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('REQUEST_INVALID', { route: name, reason: z.prettifyError(parsed.error) });
}
