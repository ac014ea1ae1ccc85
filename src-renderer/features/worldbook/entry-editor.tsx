import { ArrowLeft, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { PanelHead } from '../../ui/panel-head.tsx';
import { Select } from '../../ui/select.tsx';
import { TagField } from '../../ui/tag-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { showPanel } from '../shell/panel-store.ts';
import { AttributeFields } from './attribute-fields.tsx';
import { EntryAbout } from './entry-about.tsx';
import { faultOf, type EntryForm } from './entry-form.ts';
import { EntryState } from './entry-state.tsx';
import { deleteEntries } from './delete-entries.ts';
import { changeForm, closeEntry, flushEntry, redoEntry, undoEntry, useEntry } from './entry-store.ts';
import { KeyFields } from './key-fields.tsx';
import { kindOrder } from './list-view.ts';
import { ProgressionFields } from './progression-fields.tsx';
import { PromptFields } from './prompt-fields.tsx';
import { RelationFields } from './relation-fields.tsx';
import { SceneMentions } from './scene-mentions.tsx';
import './entry-editor.css';

/** The open entry as a form. It is saved as it is written: after a pause, and when a field is left. */
export function EntryEditor(): ReactNode {
  const say = useSay();
  const form = useEntry((state) => state.entry?.form);
  const stored = useEntry((state) => state.entry?.stored ?? null);
  if (!form) return null;
  const leaveField = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement) void flushEntry();
  };
  return (
    <>
      <EditorHead title={stored?.title ?? say('worldbook.newTitle')} />
      <form
        key={stored?.id ?? 'new'}
        className="entry-editor"
        onBlur={leaveField}
        onKeyDown={onEditorKey}
        onSubmit={(event) => event.preventDefault()}
      >
        <EntryState />
        <Names form={form} isNew={stored === null} />
        <TextArea
          label={say('worldbook.body')}
          help={say('worldbook.bodyHelp')}
          value={form.body}
          rows={8}
          onChange={(body) => changeForm({ body })}
          className="entry-editor-body"
        />
        <AttributeFields rows={form.attributes} />
        <RelationFields relations={form.relations} />
        <ProgressionFields progressions={form.progressions} />
        <KeyFields form={form} />
        <PromptFields form={form} />
        {stored && <SceneMentions id={stored.id} revision={stored.revision} />}
        {stored && <EntryAbout entry={stored} />}
      </form>
    </>
  );
}

function EditorHead({ title }: { readonly title: string }): ReactNode {
  const say = useSay();
  const stored = useEntry((state) => state.entry?.stored ?? null);
  const canUndo = useEntry((state) => (state.entry?.past.length ?? 0) > 0);
  const canRedo = useEntry((state) => (state.entry?.future.length ?? 0) > 0);
  return (
    <div className="entry-editor-head">
      <IconButton icon={ArrowLeft} label={say('worldbook.back')} onPress={() => void closeEntry()} />
      <PanelHead title={title} onClose={() => showPanel(null)}>
        <IconButton
          icon={Undo2}
          label={say('worldbook.undoChange')}
          isDisabled={!canUndo}
          onPress={() => void undoEntry()}
        />
        <IconButton
          icon={Redo2}
          label={say('worldbook.redoChange')}
          isDisabled={!canRedo}
          onPress={redoEntry}
        />
        {stored && (
          <IconButton
            icon={Trash2}
            label={say('worldbook.delete')}
            onPress={() => void deleteEntries([stored.id], stored.title)}
          />
        )}
      </PanelHead>
    </div>
  );
}

function Names({ form, isNew }: { readonly form: EntryForm; readonly isNew: boolean }): ReactNode {
  const say = useSay();
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) title.current?.focus();
  }, [isNew]);
  return (
    <>
      <div className="entry-editor-names">
        <TextField
          ref={title}
          label={say('worldbook.entryTitle')}
          value={form.title}
          error={!isNew && faultOf(form) === 'title' ? say('worldbook.titleMissing') : null}
          onChange={(text) => changeForm({ title: text })}
        />
        <Select
          label={say('worldbook.kind')}
          value={form.kind}
          choices={kindOrder.map((id) => ({ id, label: say(`kind.${id}`) }))}
          onChange={(kind) => changeForm({ kind })}
        />
      </div>
      <TagField
        label={say('worldbook.aliases')}
        help={say('worldbook.aliasesHelp')}
        tags={form.aliases}
        onChange={(aliases) => changeForm({ aliases })}
      />
    </>
  );
}

/** Escape leads back to the list; what a field or a list has used itself is left alone. */
function onEditorKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.key !== 'Escape' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  void closeEntry();
}
