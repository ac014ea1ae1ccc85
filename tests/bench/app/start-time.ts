import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildApp } from '../../../scripts/build/build-app.ts';
import { openDisplay } from '../../helpers/app-window/display.ts';
import { bringInto, environment, makeHome, writeProgram } from '../../helpers/app-window/home.ts';
import { stageFor } from '../../helpers/app-window/stage.ts';
import { testUser } from '../../helpers/app-window/test-user.ts';
import { connectDevTools } from './devtools.ts';

/**
 * Milliseconds from the start of the process to the first key that stands in the text, for each of the starts. Keys are
 * pressed from the first moment on, as an impatient writer does. The first start, which reads cold files, is not given.
 */
export async function measureStarts(novel: string, count: number): Promise<readonly number[]> {
  const user = testUser();
  const built = await buildApp(() => undefined);
  const stage = stageFor(built, user);
  const home = makeHome(user);
  const display = await openDisplay({ width: 1300, height: 820 });
  const program = writeProgram(home, stage.executable, user);
  const env = environment({ home, locale: 'en', cache: stage.cache, display: display.name });
  const path = bringInto(home, novel, user);
  const times: number[] = [];
  for (let round = 0; round <= count; round++) {
    const args = ['--ozone-platform=x11', stage.app, ...(round === 0 ? [path] : [])];
    const time = await timeStart({ program, args, env, home });
    if (round > 0) times.push(time);
  }
  await display.close();
  return times;
}

interface Start {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly home: string;
}

async function timeStart({ program, args, env, home }: Start): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(program, [`--remote-debugging-port=${port}`, ...args], {
    env,
    cwd: home,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const tools = await connectDevTools(port, AbortSignal.timeout(60_000));
  const length = 'document.querySelector(".ProseMirror")?.textContent.length ?? -1';
  let before = -1;
  let time: number;
  for (;;) {
    const now = (await tools.evaluate(length)) as number;
    if (before < 0) before = now;
    if (now > before) {
      time = performance.now() - start;
      break;
    }
    await tools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'a', code: 'KeyA', text: 'a' });
    await tools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'a', code: 'KeyA' });
    await sleep(10);
    if (performance.now() - start > 60_000) throw new Error('no key was accepted in a minute');
  }
  await sleep(1500); // what a start leaves for later is not the next one's
  await Promise.race([tools.evaluate('window.close()'), ended]); // the page may be gone before it answers
  tools.close();
  await ended;
  return time;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
