import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import type { OpenedNovel, StartState } from '../../../src-shared/domain/library.ts';
import { requestMain } from '../../helpers/ask-main.ts';
import { openWindow, type AppWindow, type OpenWindowOptions } from '../../helpers/app-window.ts';
import { atRest } from '../../helpers/novel-file.ts';

let window: AppWindow | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  window = null;
});

async function open(options?: OpenWindowOptions): Promise<AppWindow> {
  return (window = await openWindow(options));
}

function closedNovel(name = 'lamp.fabula'): string {
  const { path, folder } = atRest();
  renameSync(path, join(folder, name));
  return join(folder, name);
}

async function opened(page: Page): Promise<OpenedNovel | null> {
  const answer = await requestMain(page, 'app.start', {});
  return answer.ok ? (answer.data as StartState).opened : null;
}

async function until<Value>(what: string, look: () => Promise<Value | null> | Value | null): Promise<Value> {
  for (let tries = 0; tries < 200; tries++) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    await sleep(100);
  }
  throw new Error(`it did not come to this: ${what}`);
}

/** The processes whose command line or environment names this home folder, with their command lines. */
function processesOf({ home }: AppWindow): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (line.includes('electron') && (environment.includes(home) || line.includes(home)))
        found.set(Number(pid), line);
    } catch {
      // it has ended meanwhile
    }
  }
  return found;
}

test('the page is sandboxed: no Node in it, and the kernel holds its process', async () => {
  const { page, app, ...own } = await open();
  expect(
    await page.evaluate(() => [
      typeof Reflect.get(globalThis, 'require'),
      typeof Reflect.get(globalThis, 'process'),
    ]),
  ).toEqual(['undefined', 'undefined']);
  expect(await app.evaluate(() => process.getuid?.())).not.toBe(0);
  const lines = [...processesOf({ ...own, page, app })];
  const [renderer] = lines.find(([, line]) => line.includes('--type=renderer')) ?? [0];
  expect(lines.filter(([, line]) => line.includes('--no-sandbox'))).toEqual([]);
  expect(readFileSync(`/proc/${renderer}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m); // filtered system calls
});

test('what is injected into the page does not run: no inline script, no code from text, nothing from elsewhere', async () => {
  const { page } = await open();
  const seen = await page.evaluate(async () => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violated.push(effectiveDirective),
    );
    const inline = document.createElement('script');
    inline.textContent = 'window.injected = true';
    document.head.append(inline);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.injected = true');
    image.src = 'https://example.org/picture.png';
    document.body.append(image);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.org/';
    document.body.append(frame);
    const reached = await fetch('https://example.org/').then(
      () => true,
      () => false,
    );
    setTimeout('window.injected = true', 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { violated: [...new Set(violated)].sort(), reached, injected: 'injected' in globalThis };
  });
  expect(seen.injected).toBe(false);
  expect(seen.reached).toBe(false);
  expect(seen.violated).toEqual(
    expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'script-src-attr']),
  );
});

test("the scheme serves the window's files and nothing beside them", async () => {
  const { page } = await open();
  const answers = await page.evaluate(async () => {
    const addresses = [
      '/',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/package.json',
      '/../src-main/main.js',
      '/%2fetc%2fpasswd',
      '/%',
    ];
    return Promise.all(
      addresses.map((address) =>
        fetch(address).then(
          ({ status }) => status,
          () => 'refused',
        ),
      ),
    );
  });
  expect(answers[0]).toBe(200);
  expect(answers.slice(1).filter((answer) => answer === 200)).toEqual([]);
});

test('a link does not take the window away: outside only after yes, and only to the web', async () => {
  const { page, app } = await open();
  await app.evaluate(({ dialog, shell }) => {
    const told = { asked: [] as string[], opened: [] as string[], answer: 1 };
    Object.assign(globalThis, { told });
    dialog.showMessageBox = ((options: { detail: string }) => {
      told.asked.push(options.detail.split('\n')[0] ?? '');
      return Promise.resolve({ response: told.answer, checkboxChecked: false });
    }) as never;
    shell.openExternal = (url) => Promise.resolve(void told.opened.push(url));
  });
  const click = (href: string, target: string): Promise<void> =>
    page.evaluate(
      ([address = '', where = '']) => {
        const link = document.createElement('a');
        link.href = address;
        link.target = where;
        document.body.append(link);
        link.click();
      },
      [href, target],
    );
  await click('https://example.org/one', '_blank');
  for (const href of ['file:///etc/passwd', 'fabula://app/', 'javascript:alert(1)', 'mailto:a@example.org'])
    await click(href, '_blank');
  await click('https://example.org/two', '_self');
  await app.evaluate(() => void Object.assign(Reflect.get(globalThis, 'told') as object, { answer: 0 }));
  await click('https://example.org/three', '_blank');
  await sleep(500);
  expect(await app.evaluate(() => Reflect.get(globalThis, 'told') as unknown)).toMatchObject({
    asked: ['https://example.org/one', 'https://example.org/three'],
    opened: ['https://example.org/three'],
  });
  expect(page.url()).toBe('fabula://app/');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the page gets no permission it asks for', async () => {
  const { page } = await open();
  const answers = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
    const states = names.map(
      async (name) => (await navigator.permissions.query({ name: name as 'midi' })).state,
    );
    const media = navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    );
    return Promise.all([...states, media, Notification.requestPermission()]);
  });
  expect([...new Set(answers)]).toEqual(['denied']);
});

test('a message of a wrong shape is answered with what is wrong, and the next right one is answered as ever', async () => {
  const { page } = await open();
  const wrong: readonly (readonly [unknown, unknown])[] = [
    ['settings.set', { change: { theme: 'pink' } }],
    ['settings.set', { change: { theme: 'dark' }, and: 1 }],
    ['settings.set', null],
    ['settings.set', [{ change: {} }]],
    ['novels.open', { file: { id: '../../etc/passwd', name: 'x', isFolder: false } }],
    ['no.such', {}],
    ['__proto__', {}],
    ['constructor', {}],
    [{ route: 'settings.get' }, {}],
    [null, null],
  ];
  for (const [route, input] of wrong) {
    const answer = await requestMain(page, route, input);
    expect(answer, JSON.stringify([route, input])).toMatchObject({
      ok: false,
      error: { code: 'REQUEST_INVALID' },
    });
  }
  expect(await requestMain(page, 'settings.set', { change: { theme: 'dark' } })).toMatchObject({
    ok: true,
    data: { theme: 'dark' },
  });
});

test('a handle that main did not mint opens nothing', async () => {
  const { page } = await open();
  const file = { id: '00000000-0000-4000-8000-000000000000', name: 'novel.fabula', isFolder: false };
  expect(await requestMain(page, 'novels.open', { file })).toMatchObject({
    ok: false,
    error: { code: 'FILE_HANDLE_UNKNOWN' },
  });
});

test('a second start hands its novel to the first window and ends', async () => {
  const first = await open({ novel: closedNovel('first.fabula') });
  const isOpen = async (name: string): Promise<true | null> =>
    basename((await opened(first.page))?.path ?? '') === name || null;
  await until('the first novel is open', () => isOpen('first.fabula'));
  const second = first.bring(closedNovel('second.fabula'));
  const began = Date.now();
  expect(await first.startAgain([second])).toBe(0);
  expect(Date.now() - began).toBeLessThan(15_000);
  await until('the second novel is open', () => isOpen('second.fabula'));
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('closing leaves the novel as one whole file and no process', async () => {
  const { page, home, close, ...rest } = await open({ novel: closedNovel() });
  const { novelId, path } = await until('the novel is open', () => opened(page));
  expect(existsSync(`${path}-wal`)).toBe(true);
  const searched = await requestMain(page, 'search.find', { novelId, query: { text: 'the lamp' } });
  expect(searched.ok).toBe(true); // a worker runs now
  await close();
  expect(readdirSync(home).filter((name) => name.includes('.fabula'))).toHaveLength(1);
  expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
  expect(processesOf({ home, page, close, ...rest })).toEqual(new Map());
});

test('a killed app leaves no worker behind, however busy it was', async () => {
  const own = await open({ novel: closedNovel() });
  const { novelId } = await until('the novel is open', () => opened(own.page));
  await requestMain(own.page, 'search.find', { novelId, query: { text: 'the lamp' } });
  const isWorker = (line: string): boolean => line.includes('node.mojom.NodeService');
  await until('a worker runs', () => [...processesOf(own).values()].some(isWorker) || null);
  await own.kill();
  await until('every process has ended', () => processesOf(own).size === 0 || null);
});

test('a whole session contacts no host: neither the browser in it nor main nor a worker', async () => {
  const log = join(tmpdir(), `fabula-net-${process.pid}.json`);
  const own = await open({ novel: closedNovel(), args: [`--log-net-log=${log}`] });
  const sockets = watchSockets(await own.app.evaluate(() => process.getuid?.() ?? 0));
  const { novelId } = await until('the novel is open', () => opened(own.page));
  const found = await requestMain(own.page, 'search.find', {
    novelId,
    query: { text: 'who keeps the light?' },
  });
  expect(found.ok).toBe(true);
  await own.page.locator('[contenteditable="true"]').first().click();
  await own.page.keyboard.type('The lampe were litt again.'); // spelling and grammar are asked for
  await sleep(5_000);
  const remote = sockets.stop();
  // The log does see requests, this one as well, which nobody but the test makes.
  const asked = 'http://127.0.0.1:9/asked-by-the-test';
  await own.app.evaluate(async ({ session }, url) => {
    const other = session.fromPartition('test');
    other.setSpellCheckerLanguages([]); // it would ask for a dictionary
    await other.fetch(url).catch(() => null);
  }, asked);
  await own.close();
  const requested = [...readFileSync(log, 'utf8').matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url);
  rmSync(log);
  expect([...new Set(requested)]).toEqual([asked]);
  expect(remote).toEqual([]);
});

/** Notes, ten times a second, the far ends outside this machine of the sockets that a user's processes hold. */
function watchSockets(uid: number): { stop(): readonly string[] } {
  const seen = new Set<string>();
  const look = (): void => {
    for (const table of ['tcp', 'tcp6', 'udp', 'udp6'])
      for (const line of readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1)) {
        const [, , remote = '', , , , , owner] = line.trim().split(/\s+/);
        const [address = ''] = remote.split(':');
        const isHere = /^0+$/.test(address) || address.endsWith('7F') || address.endsWith('0100007F');
        if (Number(owner) === uid && !isHere && !/^0{24}01000000$/.test(address))
          seen.add(`${table} ${remote}`);
      }
  };
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen];
    },
  };
}

test('a system that shuts down ends the app as the writer would: the novel at rest as one file', async () => {
  const own = await open({ novel: closedNovel() });
  const { path } = await until('the novel is open', () => opened(own.page));
  await until('it is being worked in', () => existsSync(`${path}-wal`) || null);
  const ended = new Promise<number | null>((done) => own.app.process().once('exit', done));
  process.kill(own.pid, 'SIGTERM');
  expect(await ended).toBe(0);
  expect(readdirSync(own.home).filter((name) => name.includes('.fabula'))).toEqual([basename(path)]);
});

test('a start looks for no graphics card where the same Electron found none, and for one after another Electron', async () => {
  const first = await open();
  const note = join(first.dataFolder, 'no-graphics.json');
  const version = await first.app.evaluate(() => process.versions.electron);
  await first.close();
  for (const electron of ['0.0.0', version]) {
    writeFileSync(note, JSON.stringify({ electron, at: Date.now() }));
    await using again = await openWindow({ home: first.home });
    const isSkipped = await again.app.evaluate(({ app }) => app.commandLine.hasSwitch('disable-gpu'));
    expect(isSkipped).toBe(electron === version);
  }
});
