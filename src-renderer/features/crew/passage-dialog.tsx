import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useSay } from '../../words.ts';
import { askForWish, useGenerate } from './generate-store.ts';
import { askForHelp } from './passage-help.ts';
import type { HelpTask } from '../../../src-shared/domain/passage.ts';

/** Asks what a passage should become before it is rewritten or told at greater length; the wish may stay empty. */
export function PassageDialog(): ReactNode {
  const task = useGenerate((state) => state.asksFor);
  return task === null ? null : <WishForm key={task} task={task} />;
}

function WishForm({ task }: { readonly task: HelpTask }): ReactNode {
  const say = useSay();
  const [wish, setWish] = useState('');
  const close = (): void => askForWish(null);
  const start = (): void => {
    close();
    void askForHelp(task, wish.trim());
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      size="small"
      title={say(`passage.title.${task}`)}
      footer={
        <>
          <Button onPress={close}>{say('passage.cancel')}</Button>
          <Button variant="primary" onPress={start}>
            {say(`passage.start.${task}`)}
          </Button>
        </>
      }
    >
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          start();
        }}
      >
        <TextArea
          label={say('passage.wish')}
          help={say('passage.wishHelp')}
          placeholder={say(`passage.example.${task}`)}
          autoFocus
          rows={3}
          value={wish}
          onChange={setWish}
        />
      </div>
    </Dialog>
  );
}
