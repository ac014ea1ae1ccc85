import { X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreRelation } from '../../../src-shared/domain/lore.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Picker } from '../../ui/picker.tsx';
import { Slider } from '../../ui/slider.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay, useWords } from '../../words.ts';
import { changeForm, flushEntry, openEntry, useEntry } from './entry-store.ts';
import { FormPart } from './form-part.tsx';
import { withLine, withoutLine } from './lines.ts';
import { novelLanguage } from './list-store.ts';
import { viewEntries } from './list-view.ts';
import { useWorldbook } from './worldbook-store.ts';

const offered = 8;

/** Ties to other entries, each with its sort, its strength and a note. */
export function RelationFields({ relations }: { readonly relations: readonly LoreRelation[] }): ReactNode {
  const say = useSay();
  const change = (lines: readonly LoreRelation[]): void => changeForm({ relations: lines });
  return (
    <FormPart
      title={say('worldbook.relations')}
      addLabel={say('worldbook.addRelation')}
      onAdd={() => change([...relations, { toEntryId: null, toTitle: '', type: '', strength: 5, note: '' }])}
    >
      {relations.map((relation, at) => (
        <RelationCard
          key={at}
          relation={relation}
          onChange={(part) => change(withLine(relations, at, part))}
          onRemove={() => change(withoutLine(relations, at))}
        />
      ))}
    </FormPart>
  );
}

function RelationCard({
  relation,
  onChange,
  onRemove,
}: {
  readonly relation: LoreRelation;
  readonly onChange: (part: Partial<LoreRelation>) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const say = useSay();
  const { toEntryId, toTitle, type, strength, note } = relation;
  const isWaiting = toEntryId === null && toTitle.trim() !== '';
  return (
    <div className="form-part-card">
      <div className="form-part-row">
        <EntryPicker
          value={toEntryId}
          text={toTitle}
          help={isWaiting ? say('worldbook.relationWaits') : undefined}
          onText={(title) => onChange({ toTitle: title, ...(title === toTitle ? {} : { toEntryId: null }) })}
          onPick={(id, title) => onChange({ toEntryId: id, toTitle: title })}
        />
        <IconButton icon={X} label={say('worldbook.remove')} onPress={onRemove} />
      </div>
      <TextField
        label={say('worldbook.relationType')}
        placeholder={say('worldbook.relationTypeHint')}
        value={type}
        onChange={(value) => onChange({ type: value })}
      />
      <Slider
        label={say('worldbook.strength')}
        value={strength}
        min={1}
        max={10}
        onChange={(value) => onChange({ strength: value })}
        onChangeEnd={() => void flushEntry()}
      />
      <TextField label={say('worldbook.note')} value={note} onChange={(value) => onChange({ note: value })} />
      {toEntryId && (
        <Button variant="quiet" className="form-part-add" onPress={() => void openEntry(toEntryId)}>
          {say('worldbook.openNamed', { title: toTitle })}
        </Button>
      )}
    </div>
  );
}

function EntryPicker({
  value,
  text,
  help,
  onText,
  onPick,
}: {
  readonly value: EntryId | null;
  readonly text: string;
  readonly help: string | undefined;
  readonly onText: (title: string) => void;
  readonly onPick: (id: EntryId, title: string) => void;
}): ReactNode {
  const say = useSay();
  const entries = useWorldbook((state) => state.entries);
  const own = useEntry((state) => state.entry?.stored?.id);
  const locale = useWords((state) => state.locale);
  const choices = useMemo(
    () =>
      viewEntries(entries, { filter: text, kinds: [], sort: 'title' }, { language: novelLanguage(), locale })
        .filter(({ id }) => id !== own)
        .slice(0, offered)
        .map(({ id, title, kind }) => ({ id, label: title, note: say(`kind.${kind}`) })),
    [entries, text, own, locale, say],
  );
  return (
    <Picker
      label={say('worldbook.relatedTo')}
      help={help}
      value={value}
      text={text}
      onText={onText}
      choices={choices}
      onPick={({ id, label }) => onPick(id, label)}
    />
  );
}
