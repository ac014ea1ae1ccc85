import { useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay, useWords } from '../../words.ts';
import { LanguageField } from './language-field.tsx';
import { showLibraryDialog, useLibrary } from './library-store.ts';
import { switchNovel } from './open-novel.ts';
import './library-form.css';

/** Asks for a new novel's title, author and language. */
export function NewNovelDialog(): ReactNode {
  const say = useSay();
  const afterNew = useLibrary((state) => state.afterNew);
  const [title, setTitle] = useState(afterNew?.title ?? '');
  const [author, setAuthor] = useState(() => localStorage.getItem('author') ?? '');
  const [language, setLanguage] = useState<string>(useWords.getState().locale);
  const isBusy = useLibrary((state) => state.isBusy);
  const isReady = title.trim() !== '' && !isBusy;
  const make = async (): Promise<void> => {
    if (!isReady) return;
    localStorage.setItem('author', author.trim());
    const words = { title: title.trim(), author: author.trim(), language };
    if (!(await switchNovel(() => api.request('novels.create', words)))) return;
    showLibraryDialog(null);
    afterNew?.run();
  };
  return (
    <Dialog
      isOpen
      onClose={() => showLibraryDialog(null)}
      title={say('library.newNovel')}
      size="small"
      isDismissable={false}
      footer={
        <>
          <Button onPress={() => showLibraryDialog(null)}>{say('library.cancel')}</Button>
          <Button variant="primary" isDisabled={!isReady} onPress={() => void make()}>
            {say('library.create')}
          </Button>
        </>
      }
    >
      <Form
        className="library-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {afterNew && <p className="library-form-note">{say('library.newFirst')}</p>}
        <TextField label={say('library.title')} value={title} onChange={setTitle} maxLength={300} autoFocus />
        <TextField label={say('library.author')} value={author} onChange={setAuthor} maxLength={300} />
        <LanguageField value={language} onChange={setLanguage} />
        <p className="library-form-note">{say('library.whereNew')}</p>
        <button type="submit" hidden />
      </Form>
    </Dialog>
  );
}
