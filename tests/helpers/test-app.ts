import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { App } from '../../src-main/app/app.ts';
import { createApp } from '../../src-main/app/create-app.ts';
import { openAppDatabase } from '../../src-main/db/app-database.ts';
import { noLog } from '../../src-main/services/log.ts';
import { createSecretStore } from '../../src-main/services/secrets.ts';
import type { EventName, Events } from '../../src-shared/ipc/contract.ts';
import { temporaryFolder } from './novel-file.ts';

export interface TestApp {
  readonly app: App;
  /** What the window was told, in order. */
  readonly told: readonly { readonly name: EventName; readonly payload: unknown }[];
  /** Resolves with the next event of a name that comes from now on. */
  heard<Name extends EventName>(name: Name): Promise<Events[Name]>;
}

const open: App[] = [];
afterAll(async () => {
  for (const app of open.splice(0)) {
    await app.closeNovel().catch(() => undefined);
    app.db.close();
  }
});

/** The app's main part on real files and without a window; it never needs a worker in these tests. */
export function testApp(folder = temporaryFolder()): TestApp {
  const db = openAppDatabase(join(folder, 'app.sqlite'));
  const told: { name: EventName; payload: unknown }[] = [];
  const waiting = new Map<EventName, (payload: never) => void>();
  const app = createApp({
    db,
    log: noLog,
    secrets: createSecretStore({ db, cipher: null }),
    fork: () => {
      throw new Error('no worker is lent here');
    },
    tell: (name, payload) => {
      told.push({ name, payload });
      waiting.get(name)?.(payload as never);
    },
  });
  open.push(app);
  return {
    app,
    told,
    heard: (name) => new Promise((resolve) => waiting.set(name, resolve)),
  };
}
