import { X } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { LoreProgression } from '../../../src-shared/domain/lore.ts';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import { foldText } from '../../../src-shared/text/fold.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Picker } from '../../ui/picker.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { changeForm } from './entry-store.ts';
import { FormPart } from './form-part.tsx';
import { withLine, withoutLine } from './lines.ts';
import { novelLanguage } from './list-store.ts';

const offered = 12;

/** What holds from a scene on: "from chapter 7 on she is blind". */
export function ProgressionFields({
  progressions,
}: {
  readonly progressions: readonly LoreProgression[];
}): ReactNode {
  const say = useSay();
  const change = (lines: readonly LoreProgression[]): void => changeForm({ progressions: lines });
  return (
    <FormPart
      title={say('worldbook.progressions')}
      addLabel={say('worldbook.addProgression')}
      onAdd={() => change([...progressions, { fromSceneId: null, fromChapter: null, text: '' }])}
    >
      {progressions.map((progression, at) => (
        <div key={at} className="form-part-card">
          <div className="form-part-row">
            <ScenePicker
              sceneId={progression.fromSceneId}
              chapter={progression.fromChapter}
              onPick={(fromSceneId) => change(withLine(progressions, at, { fromSceneId, fromChapter: null }))}
            />
            <IconButton
              icon={X}
              label={say('worldbook.remove')}
              onPress={() => change(withoutLine(progressions, at))}
            />
          </div>
          <TextArea
            label={say('worldbook.progressionText')}
            value={progression.text}
            rows={2}
            onChange={(text) => change(withLine(progressions, at, { text }))}
          />
        </div>
      ))}
    </FormPart>
  );
}

function ScenePicker({
  sceneId,
  chapter,
  onPick,
}: {
  readonly sceneId: SceneId | null;
  readonly chapter: number | null;
  readonly onPick: (id: SceneId) => void;
}): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const scenes = useMemo(
    () =>
      (outline ? chaptersOf(outline) : []).flatMap(({ number, title, scenes: inside }) =>
        inside.map((scene, at) => ({
          id: scene.id,
          label: `${number}.${at + 1} ${scene.title === '' ? title : scene.title}`,
          note: scene.title === '' ? undefined : title,
        })),
      ),
    [outline],
  );
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = scenes.find(({ id }) => id === sceneId)?.label ?? '';
  const language = novelLanguage();
  const wanted = typed === null ? '' : foldText(typed.trim(), language);
  const choices = scenes
    .filter(({ label, note }) => foldText(`${label} ${note ?? ''}`, language).includes(wanted))
    .slice(0, offered);
  const waits = sceneId === null && chapter !== null ? say('worldbook.chapterWaits', { chapter }) : undefined;
  return (
    <Picker
      label={say('worldbook.fromScene')}
      help={waits ?? (sceneId === null ? say('worldbook.holdsNowhere') : undefined)}
      value={typed === null ? sceneId : null}
      text={typed ?? chosen}
      onText={(text) => setTyped(text === chosen ? null : text)}
      choices={choices}
      onPick={({ id }) => {
        setTyped(null);
        onPick(id);
      }}
    />
  );
}
