import { Fragment, type ReactNode } from 'react';
import type { ManuscriptPreview } from '../../../src-shared/domain/manuscript.ts';
import { useSay } from '../../words.ts';

/** More chapters than a preview needs: the rest is counted above the list. */
const mostChapters = 400;

/** Acts, chapters and scenes as they were found, each scene by its title or its first words. */
export function ManuscriptOutline({ preview }: { readonly preview: ManuscriptPreview }): ReactNode {
  const say = useSay();
  const chapters = preview.acts.flatMap((act) => act.chapters);
  const scenes = chapters.reduce((sum, chapter) => sum + chapter.scenes.length, 0);
  const found = { chapters: chapters.length, scenes, words: preview.words };
  const shown = numbered(preview).slice(0, mostChapters);
  return (
    <>
      <p className="import-dialog-found" role="status">
        <strong>{say('transfer.found', found)}</strong>
        {preview.files.some(({ path }) => path !== '') && (
          <span>{say('transfer.from', { files: preview.files.length })}</span>
        )}
      </p>
      {preview.notes.map((note) => (
        <p key={`${note.file} ${note.key}`} className="import-dialog-note">
          {say(note.key, note.values)}
        </p>
      ))}
      <ol className="import-dialog-outline" tabIndex={0} aria-label={say('transfer.cut')}>
        {shown.map(({ act, number, title, scenes: parts }) => (
          <Fragment key={number}>
            {act && <li className="import-dialog-act">{act}</li>}
            <li>
              <span className="import-dialog-chapter">
                {title ? `${number}. ${title}` : say('transfer.untitled', { number })}
              </span>
              <ul>
                {parts.map((scene, at) => (
                  <li key={at} className="import-dialog-scene">
                    <span>{scene.title || scene.opening || say('transfer.scene', { number: at + 1 })}</span>
                    <span className="import-dialog-count">
                      {say('transfer.words', { words: scene.words })}
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          </Fragment>
        ))}
      </ol>
    </>
  );
}

/** The chapters with their numbers; the first of an act carries the act's title. */
function numbered({ acts }: ManuscriptPreview) {
  let number = 0;
  return acts.flatMap((act) =>
    act.chapters.map((chapter, at) => ({ ...chapter, act: at === 0 ? act.title : '', number: ++number })),
  );
}
