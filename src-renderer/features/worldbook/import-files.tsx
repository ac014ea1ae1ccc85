import { CircleAlert } from 'lucide-react';
import { memo, useState, type ReactNode } from 'react';
import type { ConflictChoice } from '../../../src-shared/domain/import.ts';
import type { PreviewEntry, PreviewFile } from '../../../src-shared/domain/lore-import.ts';
import { fromWireError } from '../../../src-shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Select } from '../../ui/select.tsx';
import { sayError, useSay } from '../../words.ts';
import { FileTable } from './import-file-table.tsx';
import { changeEntryChoice, changeImport, useLoreImport } from './import-store.ts';

const ways: readonly ConflictChoice[] = ['update', 'replace', 'skip', 'keep-both'];
/** Longer lists are cut: the rest goes the same way. */
const mostRows = 200;

/** The files of an import, what is in them, and what stands against it; drawn again only for other files. */
export const ImportFiles = memo(function ImportFiles({
  files,
}: {
  readonly files: readonly PreviewFile[];
}): ReactNode {
  const say = useSay();
  const conflicts = files.flatMap(({ entries }) =>
    entries.filter(({ state }) => state.startsWith('changed')),
  );
  const notes = files.flatMap((file) => file.notes);
  return (
    <>
      <Summary files={files} />
      <Faults
        files={files.filter(({ fault }) => fault !== null)}
        hasRest={files.some(({ entries }) => entries.length > 0)}
      />
      {conflicts.length > 0 && <Conflicts entries={conflicts} />}
      <FileTable files={files.filter(({ fault, entries }) => fault === null && entries.length > 0)} />
      {notes.length > 0 && (
        <Disclosure title={say('worldbook.notesCount', { count: notes.length })}>
          <ul className="lore-import-notes">
            {notes.slice(0, mostRows).map((note, at) => (
              <li key={at}>{say(note.key, note.values)}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
});

function Summary({ files }: { readonly files: readonly PreviewFile[] }): ReactNode {
  const say = useSay();
  const entries = files.flatMap((file) => file.entries);
  const count = (state: PreviewEntry['state']): number =>
    entries.filter((entry) => entry.state === state).length;
  return (
    <p className="lore-import-summary">
      <strong>{say('worldbook.foundEntries', { count: entries.length, files: files.length })}</strong>
      {count('new') > 0 && <span>{say('worldbook.foundNew', { count: count('new') })}</span>}
      {count('same') > 0 && <span>{say('worldbook.foundSame', { count: count('same') })}</span>}
    </p>
  );
}

interface FaultsProps {
  readonly files: readonly PreviewFile[];
  /** Whether something could be imported without them. */
  readonly hasRest: boolean;
}

function Faults({ files, hasRest }: FaultsProps): ReactNode {
  const say = useSay();
  const leftOut = useLoreImport((state) => state.open?.leftOut ?? none);
  if (files.length === 0) return null;
  const areOut = files.every(({ path }) => leftOut.includes(path));
  const paths = files.map(({ path }) => path);
  return (
    <section className="lore-import-faults">
      <p>
        <CircleAlert size={14} aria-hidden />{' '}
        <strong>{say('worldbook.unreadable', { count: files.length })}</strong>
      </p>
      <ul>
        {files.slice(0, mostRows).map(({ path, fault }) => (
          <li key={path}>{fault && sayError(fromWireError(fault))}</li>
        ))}
      </ul>
      {hasRest && (
        <Checkbox
          isSelected={areOut}
          onChange={(isOut) =>
            changeImport({
              leftOut: isOut ? [...leftOut, ...paths] : leftOut.filter((path) => !paths.includes(path)),
            })
          }
        >
          {say('worldbook.leaveOut', { count: files.length })}
        </Checkbox>
      )}
    </section>
  );
}

const none: readonly string[] = [];

function Conflicts({ entries }: { readonly entries: readonly PreviewEntry[] }): ReactNode {
  const say = useSay();
  const conflicts = useLoreImport((state) => state.open?.conflicts ?? 'update');
  const exceptions = useLoreImport((state) => state.open?.exceptions);
  const [isSingle, setSingle] = useState(false);
  const choices = ways.map((id) => ({
    id,
    label: say(`worldbook.way.${id}`),
    note: say(`worldbook.wayNote.${id}`),
  }));
  return (
    <section className="lore-import-conflicts">
      <Select
        label={say('worldbook.conflicts', { count: entries.length })}
        value={conflicts}
        choices={choices}
        onChange={(way) => changeImport({ conflicts: way })}
      />
      {!isSingle && (
        <Button variant="quiet" onPress={() => setSingle(true)}>
          {say('worldbook.chooseSingly')}
        </Button>
      )}
      {isSingle && (
        <ul className="lore-import-singles">
          {entries.slice(0, mostRows).map(({ at, title, state }) => (
            <li key={at}>
              <span className="lore-import-single">
                {title}
                {state === 'changed-by-writer' && (
                  <span className="worldbook-note">{say('worldbook.changedByYou')}</span>
                )}
              </span>
              <Select<ConflictChoice | 'as-all'>
                label={title}
                isLabelHidden
                value={exceptions?.[at] ?? 'as-all'}
                choices={[{ id: 'as-all', label: say('worldbook.asAll') }, ...choices]}
                onChange={(way) => changeEntryChoice(at, way === 'as-all' ? null : way)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
