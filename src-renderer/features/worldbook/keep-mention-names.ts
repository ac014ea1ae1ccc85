import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreSummary, PatternPlace } from '../../../src-shared/domain/lore-summary.ts';
import { createNameIndex } from '../../../src-shared/text/name-index.ts';
import { writtenName } from '../../../src-shared/text/written-name.ts';
import { api } from '../../api.ts';
import { useMentionNames } from '../../editor/mention-names.ts';
import { useNovel } from '../library/novel-store.ts';
import { novelLanguage } from './list-store.ts';
import { useWorldbook } from './worldbook-store.ts';

const restMs = 150;
const sliceMs = 4;

/** Keeps what the editor underlines up with the worldbook's names, made in idle moments. The answer ends it. */
export function keepMentionNames(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let known = '';
  const make = async (): Promise<void> => {
    const mine = ++turn;
    const { entries } = useWorldbook.getState();
    const language = novelLanguage();
    const names = signatureOf(entries, language);
    if (names === known) return;
    const index = createNameIndex<EntryId>();
    let until = performance.now() + sliceMs;
    for (const entry of entries) {
      addNames(index, entry, language);
      if (performance.now() < until) continue;
      await idleMoment();
      if (mine !== turn) return;
      until = performance.now() + sliceMs;
    }
    known = names;
    useMentionNames.setState({
      ...{ index, language },
      findPatterns: entries.some(({ patterns }) => patterns.length > 0) ? findPatterns : null,
    });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void make(), restMs);
  };
  const stops = [
    useWorldbook.subscribe(soon),
    useNovel.subscribe((now, before) => {
      if (now.novelId !== before.novelId) soon();
    }),
  ];
  soon();
  return () => {
    turn++;
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function addNames(
  index: ReturnType<typeof createNameIndex<EntryId>>,
  entry: LoreSummary,
  language: string,
): void {
  const { id: owner, kind, title, aliases, plainKeys } = entry;
  const names = [
    ...[title, ...aliases].map((name) => writtenName(name, { language, kind })),
    ...plainKeys.map(({ text, caseSensitive }) => writtenName(text, { language, kind: null, caseSensitive })),
  ];
  for (const name of names) if (name) index.add({ ...name, owner });
}

/** The worker is asked; where it cannot answer, what was underlined stays. */
async function findPatterns(texts: readonly string[]): Promise<readonly (readonly PatternPlace[])[] | null> {
  const { novelId } = useNovel.getState();
  if (novelId === null) return null;
  return api.request('lore.matchPatterns', { novelId, texts: [...texts] }).catch(() => null);
}

/** Everything that decides what is underlined: a change of anything else changes no name. */
function signatureOf(entries: readonly LoreSummary[], language: string): string {
  const parts = entries.map(({ id, kind, title, aliases, plainKeys, patterns }) => {
    const keys = plainKeys.map((key) => `${key.text}${key.caseSensitive}`);
    return [id, kind, title, ...aliases, ...keys, ...patterns].join('\t');
  });
  return [language, ...parts].join('\n');
}

const idleMoment = (): Promise<unknown> =>
  new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }));
