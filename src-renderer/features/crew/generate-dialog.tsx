import type { ReactNode } from 'react';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import type { ChapterId } from '../../../src-shared/domain/ids.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { RunEstimate } from '../costs/run-estimate.tsx';
import { useNovel } from '../library/novel-store.ts';
import {
  changeForm,
  chooseChapter,
  closeGenerate,
  leavePrompts,
  lookAtPrompts,
  startGenerating,
  useGenerate,
  wishOf,
  type ChapterForm,
} from './generate-store.ts';
import { ModelField } from './model-field.tsx';
import { PromptPages } from './prompt-pages.tsx';
import './generate-dialog.css';

/** Asks what a chapter is to tell, and shows the exact prompt before anything runs. */
export function GenerateDialog(): ReactNode {
  const say = useSay();
  const form = useGenerate((state) => state.form);
  const prompts = useGenerate((state) => state.prompts);
  const error = useGenerate((state) => state.error);
  if (!form) return null;
  return (
    <Dialog
      isOpen
      onClose={closeGenerate}
      isDismissable={false}
      size={prompts ? 'huge' : 'medium'}
      title={prompts ? say('generate.promptTitle') : say('generate.title')}
      footer={<Buttons />}
    >
      {error && (
        <p className="generate-error" role="alert">
          {error}
        </p>
      )}
      {prompts ? <PromptPages prompts={prompts} /> : <BriefForm form={form} />}
    </Dialog>
  );
}

/** None is ever disabled while it works: a disabled button loses the focus, and the dialog its keys. */
function Buttons(): ReactNode {
  const say = useSay();
  const hasPrompts = useGenerate((state) => state.prompts !== null);
  const isLooking = useGenerate((state) => state.isLooking);
  return (
    <>
      {isLooking && <Spinner label={say('generate.looking')} />}
      {hasPrompts ? (
        <Button onPress={leavePrompts}>{say('generate.back')}</Button>
      ) : (
        <Button onPress={() => void lookAtPrompts()}>{say('generate.look')}</Button>
      )}
      <Button variant="primary" onPress={() => void startGenerating()}>
        {say('generate.start')}
      </Button>
    </>
  );
}

function BriefForm({ form }: { readonly form: ChapterForm }): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const models = useGenerate((state) => state.models);
  const chapters = (outline ? chaptersOf(outline) : []).map(({ id, number, title }) => ({
    id: id as string,
    label:
      title === ''
        ? say('generate.chapterNumber', { number })
        : say('generate.chapterTitle', { number, title }),
  }));
  return (
    <div className="generate">
      <Select
        label={say('generate.chapter')}
        choices={chapters}
        value={form.chapterId}
        onChange={(id) => chooseChapter(id as ChapterId)}
      />
      <TextArea
        label={say('generate.brief')}
        help={say('generate.briefHelp')}
        rows={7}
        className="generate-brief"
        autoFocus
        value={form.text}
        onChange={(text) => changeForm({ text })}
      />
      <div className="generate-row">
        <NumberField
          label={say('generate.words')}
          minValue={50}
          maxValue={20_000}
          step={50}
          value={form.words}
          onChange={(words) => changeForm({ words: Number.isNaN(words) ? 1200 : Math.round(words) })}
        />
        <TextField
          label={say('generate.tone')}
          placeholder={say('generate.toneExample')}
          value={form.tone}
          onChange={(tone) => changeForm({ tone })}
        />
      </div>
      <ModelField models={models} chosen={form.model} onChoose={(model) => changeForm({ model })} />
      <RunEstimate wish={{ kind: 'write-chapter', ...wishOf(form) }} />
      <Disclosure title={say('generate.quality')}>
        <div className="generate-row">
          <NumberField
            label={say('generate.threshold')}
            help={say('generate.thresholdHelp')}
            minValue={0}
            maxValue={100}
            value={form.threshold}
            onChange={(threshold) =>
              changeForm({ threshold: Number.isNaN(threshold) ? 70 : Math.round(threshold) })
            }
          />
          <NumberField
            label={say('generate.revisions')}
            help={say('generate.revisionsHelp')}
            minValue={0}
            maxValue={10}
            value={form.maxRevisions}
            onChange={(most) => changeForm({ maxRevisions: Number.isNaN(most) ? 2 : Math.round(most) })}
          />
        </div>
      </Disclosure>
    </div>
  );
}
