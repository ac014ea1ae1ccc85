import type { z } from 'zod';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import type { Route } from '../../src-shared/ipc/route.ts';
import type { App } from '../app/app.ts';
import type { NovelSession } from '../novels/novel-session.ts';

/** What a handler works with. */
export interface HandlerContext {
  readonly app: App;
  /** The open novel. Throws NOVEL_NOT_OPEN where that id is not the open one: the window is behind. */
  session(novelId: NovelId): NovelSession;
}

/** A handler for each route: a missing one, an extra one or a wrong answer does not compile. */
export type Handlers<Routes extends Record<string, Route>> = {
  readonly [Name in keyof Routes]: (
    input: z.output<Routes[Name]['input']>,
    context: HandlerContext,
  ) => z.output<Routes[Name]['output']> | Promise<z.output<Routes[Name]['output']>>;
};
