import { useState, type ReactNode } from 'react';
import type { NovelWords } from '../../../src-shared/domain/library.ts';
import type { Novel } from '../../../src-shared/domain/novel.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { notifyError } from '../../ui/notices.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { LanguageField } from './language-field.tsx';
import './library-form.css';
import { showLibraryDialog } from './library-store.ts';
import { refreshOutline, useNovel } from './novel-store.ts';

/** What the novel is called, who writes it, in which language, what it is about and how it sounds. */
export function NovelSettingsDialog(): ReactNode {
  const novel = useNovel((state) => state.outline?.novel ?? null);
  return novel && <Fields key={novel.id} novel={novel} />;
}

function Fields({ novel }: { readonly novel: Novel }): ReactNode {
  const say = useSay();
  const path = useNovel((state) => state.path);
  const { title, author, language, premise, style } = novel;
  const [words, setWords] = useState<NovelWords>({ title, author, language, premise, style });
  const set = (change: Partial<NovelWords>): void => setWords((before) => ({ ...before, ...change }));
  const close = (): void => showLibraryDialog(null);
  const keep = async (): Promise<void> => {
    try {
      await api.request('novels.update', { novelId: novel.id, change: words });
      await refreshOutline();
      close();
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={say('library.novelSettings')}
      isDismissable={false}
      footer={
        <>
          <Button onPress={close}>{say('library.cancel')}</Button>
          <Button variant="primary" isDisabled={words.title.trim() === ''} onPress={() => void keep()}>
            {say('library.save')}
          </Button>
        </>
      }
    >
      <div className="library-form">
        <TextField
          label={say('library.title')}
          value={words.title}
          onChange={(next) => set({ title: next })}
          maxLength={300}
          autoFocus
        />
        <TextField
          label={say('library.author')}
          value={words.author}
          onChange={(next) => set({ author: next })}
          maxLength={300}
        />
        <LanguageField value={words.language} onChange={(next) => set({ language: next })} />
        <TextArea
          label={say('library.premise')}
          help={say('library.premiseHelp')}
          value={words.premise}
          onChange={(next) => set({ premise: next })}
          maxLength={20_000}
        />
        <TextArea
          label={say('library.style')}
          help={say('library.styleHelp')}
          value={words.style}
          onChange={(next) => set({ style: next })}
          maxLength={20_000}
        />
        <p className="library-form-note">{say('library.fileAt', { path })}</p>
      </div>
    </Dialog>
  );
}
