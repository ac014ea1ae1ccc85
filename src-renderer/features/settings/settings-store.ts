import { create } from 'zustand';
import {
  usualSettings,
  type AppSettings,
  type BundledFace,
  type SettingsChange,
} from '../../../src-shared/domain/settings.ts';
import { api } from '../../api.ts';
import { loadWords, useWords } from '../../words.ts';

/** The writer's settings as main keeps them. */
export const useSettings = create<AppSettings>()(() => usualSettings);

/** Families of the bundled prose faces as their style sheets name them. */
export const faceFamilies: Readonly<Record<BundledFace, string>> = {
  literata: "'Literata Variable'",
  'source-serif-4': "'Source Serif 4 Variable'",
  'eb-garamond': "'EB Garamond'",
};

/** Shows the settings, those that main sent along or asked for here, and follows every change. Called once, before the first drawing. */
export async function startSettings(sent?: AppSettings): Promise<void> {
  api.on('settings.changed', (settings) => void takeSettings(settings));
  systemDark().addEventListener('change', () => applyLooks(useSettings.getState()));
  await takeSettings(sent ?? (await api.request('settings.get', {})));
}

/** Keeps a change; the window follows at once. Throws what main throws; then nothing changed. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  await takeSettings(await api.request('settings.set', { change }));
}

async function takeSettings(settings: AppSettings): Promise<void> {
  applyLooks(settings);
  useSettings.setState(settings);
  const { locale, catalogue } = useWords.getState();
  if (locale !== settings.locale || Object.keys(catalogue).length === 0) await loadWords(settings.locale);
}

function applyLooks({ theme, proseFace, proseFamily, proseSize }: AppSettings): void {
  const root = document.documentElement;
  root.dataset.theme = theme === 'system' ? (systemDark().matches ? 'dark' : 'light') : theme;
  const typed = proseFamily.trim() === '' ? '' : `"${proseFamily.replaceAll(/["\\]/g, '')}", `;
  root.style.setProperty('--prose-face', `${typed}${faceFamilies[proseFace]}, Georgia, serif`);
  root.style.setProperty('--prose-size', `${proseSize}px`);
  root.style.setProperty('--prose-line', `${Math.round((proseSize * 31) / 19)}px`);
}

function systemDark(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}
