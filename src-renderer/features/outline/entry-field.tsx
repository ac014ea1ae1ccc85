import { useState, type ReactNode } from 'react';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreKind } from '../../../src-shared/domain/lore.ts';
import type { EntryChoice } from '../../../src-shared/ipc/outline.ts';
import { foldText } from '../../../src-shared/text/fold.ts';
import { Picker } from '../../ui/picker.tsx';
import { useSay } from '../../words.ts';
import { novelLanguage } from '../worldbook/list-store.ts';

export interface EntryFieldProps {
  readonly label: string;
  readonly entries: readonly EntryChoice[];
  /** Offered first: a point of view is mostly a character, and may be a thing. */
  readonly kind: LoreKind;
  readonly value: EntryId | null;
  readonly onChange: (id: EntryId | null) => void;
}

const offered = 12;

/** A worldbook entry, found by typing a part of its name; none where the field is emptied. */
export function EntryField({ label, entries, kind, value, onChange }: EntryFieldProps): ReactNode {
  const say = useSay();
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = entries.find(({ id }) => id === value)?.title ?? '';
  const leave = (): void => {
    if (typed?.trim() === '' && value !== null) onChange(null);
    setTyped(null);
  };
  return (
    <Picker
      label={label}
      placeholder={say('outline.noEntry')}
      noMatch={say('outline.noEntryFound')}
      value={typed === null ? value : null}
      text={typed ?? chosen}
      onText={(text) => setTyped(text === chosen ? null : text)}
      choices={bestOf(entries, { kind, typed: typed ?? '' }).map((entry) => ({
        id: entry.id,
        label: entry.title,
        note: entry.kind === kind ? undefined : say(`outline.kind.${entry.kind}`),
      }))}
      onPick={({ id }) => {
        setTyped(null);
        if (id !== value) onChange(id);
      }}
      onLeave={leave}
    />
  );
}

/** Those that have what was typed in their name: of this kind first, and of them whose name begins with it. */
function bestOf(
  entries: readonly EntryChoice[],
  { kind, typed }: { readonly kind: LoreKind; readonly typed: string },
): readonly EntryChoice[] {
  const language = novelLanguage();
  const wanted = foldText(typed.trim(), language);
  const ranked = entries.flatMap((entry) => {
    const at = foldText(entry.title, language).indexOf(wanted);
    return at < 0 ? [] : [{ entry, rank: (entry.kind === kind ? 0 : 2) + (at === 0 ? 0 : 1) }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, offered)
    .map(({ entry }) => entry);
}
