import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useSay } from '../../words.ts';
import { RunEstimate } from '../costs/run-estimate.tsx';
import { ModelField } from './model-field.tsx';
import { placedRequest, type HelpWish } from './passage-request.ts';
import {
  changeWish,
  closePassage,
  leavePrompt,
  lookAtPrompt,
  startHelp,
  usePassage,
} from './passage-store.ts';
import { PromptPages } from './prompt-pages.tsx';
import './generate-dialog.css';

/** Asks what a passage should become before a model is asked, and shows the exact prompt; the wish may stay empty. */
export function PassageDialog(): ReactNode {
  const say = useSay();
  const wish = usePassage((state) => state.wish);
  const prompts = usePassage((state) => state.prompts);
  const error = usePassage((state) => state.error);
  if (!wish) return null;
  return (
    <Dialog
      isOpen
      onClose={closePassage}
      isDismissable={wish.instruction.trim() === ''}
      size={prompts ? 'huge' : 'medium'}
      title={prompts ? say('generate.promptTitle') : say(`passage.title.${wish.task}`)}
      footer={<Buttons task={wish.task} />}
    >
      {error && (
        <p className="generate-error" role="alert">
          {error}
        </p>
      )}
      {prompts ? <PromptPages prompts={prompts} /> : <WishForm wish={wish} />}
    </Dialog>
  );
}

function Buttons({ task }: Pick<HelpWish, 'task'>): ReactNode {
  const say = useSay();
  const hasPrompts = usePassage((state) => state.prompts !== null);
  const isLooking = usePassage((state) => state.isLooking);
  return (
    <>
      {isLooking && <Spinner label={say('generate.looking')} />}
      {hasPrompts ? (
        <Button onPress={leavePrompt}>{say('passage.back')}</Button>
      ) : (
        <Button onPress={() => void lookAtPrompt()}>{say('generate.look')}</Button>
      )}
      <Button variant="primary" onPress={() => void startHelp()}>
        {say(`passage.start.${task}`)}
      </Button>
    </>
  );
}

function WishForm({ wish }: { readonly wish: HelpWish }): ReactNode {
  const say = useSay();
  const models = usePassage((state) => state.models);
  const { task, instruction, words, model } = wish;
  const asked = placedRequest(wish);
  return (
    <div className="generate">
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void startHelp();
        }}
      >
        <TextArea
          label={say('passage.wish')}
          help={say('passage.wishHelp')}
          placeholder={say(`passage.example.${task}`)}
          autoFocus
          rows={3}
          value={instruction}
          onChange={(text) => changeWish({ instruction: text })}
        />
      </div>
      <div className="generate-row">
        <NumberField
          label={say('generate.words')}
          help={say(`passage.words.${task}`)}
          minValue={10}
          maxValue={2000}
          step={10}
          value={words ?? NaN}
          onChange={(next) => changeWish({ words: Number.isNaN(next) ? null : Math.round(next) })}
        />
        <ModelField models={models} chosen={model} onChoose={(next) => changeWish({ model: next })} />
      </div>
      {asked && <RunEstimate wish={{ kind: 'help-passage', ...asked }} />}
    </div>
  );
}
