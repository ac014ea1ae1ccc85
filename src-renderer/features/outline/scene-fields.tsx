import type { ReactNode } from 'react';
import type { SceneSummary } from '../../../src-shared/domain/novel.ts';
import type { EntryChoice, SceneChange } from '../../../src-shared/ipc/outline.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { EntryField } from './entry-field.tsx';
import { changeScene } from './outline-actions.ts';
import type { SceneStatus } from './outline-nodes.ts';
import { StoryTimeField } from './story-time-field.tsx';
import { useDraft } from './use-draft.ts';

/** How long after the last step of a number it is kept. */
const pauseMs = 800;
const statuses: readonly SceneStatus[] = ['outline', 'draft', 'revised', 'done'];

export interface SceneFieldsProps {
  readonly scene: SceneSummary;
  readonly entries: readonly EntryChoice[];
}

/** A scene's details; every field is kept when it is left. */
export function SceneFields({ scene, entries }: SceneFieldsProps): ReactNode {
  const say = useSay();
  const change = (changed: SceneChange): void => void changeScene(scene.id, changed);
  const title = useDraft({ stored: scene.title, save: (text) => change({ title: text.trim() }) });
  const synopsis = useDraft({ stored: scene.synopsis, save: (text) => change({ synopsis: text }) });
  const goal = useDraft({
    stored: scene.wordGoal === null ? '' : String(scene.wordGoal),
    save: (text) => change({ wordGoal: text === '' ? null : Math.round(Number(text)) }),
    afterMs: pauseMs,
  });
  return (
    <>
      <TextField
        label={say('outline.title')}
        placeholder={say('outline.sceneNumber', { number: scene.position + 1 })}
        value={title.text}
        maxLength={300}
        onChange={title.type}
        onBlur={title.keep}
        onKeyDown={(event) => event.key === 'Enter' && title.keep()}
      />
      <TextArea
        label={say('outline.synopsis')}
        value={synopsis.text}
        rows={4}
        onChange={synopsis.type}
        onBlur={synopsis.keep}
      />
      <Select<SceneStatus>
        label={say('outline.status')}
        choices={statuses.map((id) => ({ id, label: say(`outline.status.${id}`) }))}
        value={scene.status}
        onChange={(status) => change({ status })}
      />
      <EntryField
        label={say('outline.pov')}
        entries={entries}
        kind="character"
        value={scene.povEntryId}
        onChange={(povEntryId) => change({ povEntryId })}
      />
      <EntryField
        label={say('outline.place')}
        entries={entries}
        kind="place"
        value={scene.placeEntryId}
        onChange={(placeEntryId) => change({ placeEntryId })}
      />
      <StoryTimeField value={scene.storyTime} onChange={(storyTime) => change({ storyTime })} />
      <NumberField
        label={say('outline.wordGoal')}
        value={goal.text === '' ? NaN : Number(goal.text)}
        minValue={1}
        maxValue={1_000_000}
        step={1}
        onChange={(words) => goal.type(Number.isNaN(words) ? '' : String(words))}
        onBlur={goal.keep}
        help={
          scene.wordGoal === null
            ? say('outline.wordsSoFar', { words: scene.wordCount })
            : say('outline.wordsOfGoal', { words: scene.wordCount, goal: scene.wordGoal })
        }
      />
    </>
  );
}
