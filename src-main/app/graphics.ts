import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app as electron, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { appDataFolder } from '../services/paths.ts';

/** That this Electron found no graphics card it can draw with; kept apart from the settings, which are read too late. */
const Note = z.object({ electron: z.string(), at: z.number() });

const lookAgainMs = 7 * 24 * 60 * 60 * 1000; // a driver may have come
const restMs = 1000;

/**
 * Draws without a graphics card at once where there was none at the last start: looking for one holds the first
 * drawing up by a fifth of a second. It is looked for again every week and by every other Electron. Call it before the
 * app is ready.
 */
export function skipMissingGraphics(): void {
  if (hasNone()) electron.commandLine.appendSwitch('disable-gpu');
}

/** Remembers whether there is a graphics card, once the window stands. */
export function rememberGraphics(window: BrowserWindow): void {
  if (electron.commandLine.hasSwitch('disable-gpu')) return;
  window.once('show', () => setTimeout(keep, restMs).unref());
}

function hasNone(): boolean {
  try {
    const { electron: version, at } = Note.parse(JSON.parse(readFileSync(noteFile(), 'utf8')));
    return version === process.versions.electron && Math.abs(Date.now() - at) < lookAgainMs;
  } catch {
    return false;
  }
}

function keep(): void {
  try {
    if (electron.getGPUFeatureStatus().gpu_compositing.startsWith('enabled'))
      rmSync(noteFile(), { force: true });
    else writeFileSync(noteFile(), JSON.stringify({ electron: process.versions.electron, at: Date.now() }));
  } catch {
    // the next start takes its time again
  }
}

const noteFile = (): string => join(appDataFolder(), 'no-graphics.json');
