import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReader } from '../../../src-main/db/connection.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { getScene } from '../../../src-main/db/scenes.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { openDisplay, type Display } from '../../helpers/app-window/display.ts';
import { environment, makeHome, writeProgram } from '../../helpers/app-window/home.ts';
import { readablePlace } from '../../helpers/app-window/stage.ts';
import { allowSandbox, testUser } from '../../helpers/app-window/test-user.ts';

const root = resolve(import.meta.dirname, '../../..');
const packed = join(root, 'dist/package/linux-unpacked');
let display: Display;
let home: string;

beforeAll(async () => {
  const env = { ...process.env, ELECTRON_BUILDER_COMPRESSION_LEVEL: '0' }; // the writers of packages have time
  const script = join(root, 'scripts/package.ts');
  execFileSync(process.execPath, [script, 'dir', 'deb'], { cwd: root, stdio: 'inherit', env });
  display = await openDisplay({ width: 1300, height: 820 });
  home = makeHome(testUser());
}, 600_000);

afterAll(async () => {
  await display.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

interface Packed {
  readonly process: ChildProcess;
  readonly page: Page;
  readonly ended: Promise<number | null>;
}

/** Starts the packed program and meets its page over the DevTools port: its fuses let no debugger into main. */
async function startPacked(): Promise<Packed> {
  const user = testUser();
  const executable = join(readablePlace(packed, user), 'fabula');
  if (user) allowSandbox(user, executable);
  const program = writeProgram(home, executable, user);
  const env = environment({ home, locale: 'en', cache: '', display: display.name });
  delete env.FABULA_CACHE; // the models come with the package
  const child = spawn(program, ['--remote-debugging-port=0', '--ozone-platform=x11'], {
    cwd: home,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const address = await new Promise<string>((found, fail) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (url !== undefined) found(url);
    });
    void ended.then((code) => fail(new Error(`the packed app ended with ${code}: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context) throw new Error('there is no page');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  return { process: child, page, ended };
}

test('the Debian package tells the desktop once what a novel is and what opens it', () => {
  const [name = ''] = readdirSync(join(root, 'dist/package')).filter((file) => file.endsWith('.deb'));
  const read = (path: string): string =>
    execFileSync(
      'sh',
      ['-c', 'dpkg-deb --fsys-tarfile "$0" | tar -xO "$1"', join(root, 'dist/package', name), path],
      {
        encoding: 'utf8',
      },
    );
  const entry = read('./usr/share/applications/fabula.desktop');
  expect(entry.match(/^(?:Exec|MimeType)=.*$/gm)).toEqual([
    'Exec=/opt/Fabula/fabula %U',
    'MimeType=application/vnd.fabula.novel;',
  ]);
  expect(read('./usr/share/mime/packages/fabula.xml').match(/<mime-type type="[^"]*"|<glob [^>]*/g)).toEqual([
    '<mime-type type="application/vnd.fabula.novel"',
    '<glob pattern="*.fabula"/',
  ]);
}, 120_000);

test('the shipped program cannot be turned into a Node, be debugged, or load another app', async () => {
  const fuses = await getCurrentFuseWire(join(packed, 'fabula'));
  const on = [FuseV1Options.OnlyLoadAppFromAsar, FuseV1Options.EnableEmbeddedAsarIntegrityValidation];
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  expect(on.filter((fuse) => fuses[fuse] !== FuseState.ENABLE)).toEqual([]);
  expect(off.filter((fuse) => fuses[fuse] !== FuseState.DISABLE)).toEqual([]);
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' };
  const asNode = (): string =>
    execFileSync(join(packed, 'fabula'), ['--no-sandbox', '-e', 'console.log("I am Node")'], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
  let said = '';
  try {
    said = asNode();
  } catch {
    // without a screen it cannot go on as an app, and it is none else
  }
  expect(said).not.toContain('I am Node');
});

test('nothing but the app, its packages and its models is in the package', () => {
  const resources = readdirSync(join(packed, 'resources')).sort();
  expect(resources).toEqual(expect.arrayContaining(['app.asar', 'models', 'node_modules']));
  expect(resources).not.toContain('default_app.asar');
  expect(resources).not.toContain('app.asar.unpacked');
});

test('the packed app makes a novel, keeps what is typed, and leaves one whole file', async () => {
  const { page, ended } = await startPacked();
  await page.getByRole('button', { name: 'New novel' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Packed');
  await page.getByRole('button', { name: 'Create' }).click();
  const text = page.getByRole('textbox', { name: 'Text of the scene' });
  await text.click();
  await page.keyboard.type('The lamp was lit again.');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.evaluate(() => globalThis.close());
  expect(await ended).toBe(0);
  const folder = join(home, 'Documents/Fabula');
  expect(readdirSync(folder)).toEqual(['Packed.fabula']);
  const db = openReader(join(folder, 'Packed.fabula'));
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const texts = scenesOf(getOutline(db)).map(({ id }) => textOfDocument(getScene(db, id).document));
  db.close();
  expect(texts).toEqual(['The lamp was lit again.']);
});
