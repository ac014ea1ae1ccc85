import type { Editor } from '@tiptap/core';
import type { ReviewedText } from '../../../src-shared/domain/reviewed-text.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { notifyError } from '../../ui/notices.ts';
import { useNovel } from '../library/novel-store.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { usePanels } from '../shell/panel-store.ts';
import { countNovel } from './novel-review.ts';
import { drawOpened, drawReview, heedPage, isPageBare, keepOutcomes, settled } from './review-page.ts';
import { heedJob, isOpenNovel } from './review-run.ts';
import {
  clearReview,
  draftText,
  reloadReview,
  showSceneReview,
  textOfScene,
  useReview,
} from './review-store.ts';

/*
 * What the review listens to: the novel, the open scene, its editor and its saves, the panel, and main. Everything a
 * change of one of them means for the others stands here.
 */

const askAgainAfterMs = 1500;

function isPanelOpen(): boolean {
  return usePanels.getState().panel === 'review';
}

useNovel.subscribe(({ novelId }, last) => {
  if (novelId !== last.novelId) clearReview();
});

usePanels.subscribe(({ panel }, last) => {
  if (panel === last.panel || (panel !== 'review' && last.panel !== 'review')) return;
  if (panel === 'review' && draftText() === undefined) void showSceneReview();
  drawReview();
});

useScene.subscribe(({ scene, saving }, last) => {
  if (saving === 'saved') keepOutcomes();
  if (scene?.id !== last.scene?.id) {
    if (isPanelOpen()) void settled().then(showSceneReview);
  } else if (scene?.revision !== last.scene?.revision) {
    if (isPageBare()) drawReview();
    countAgain();
  }
});

let counting: ReturnType<typeof setTimeout> | undefined;

/** A while after a save: whether the text is still the one that was reviewed. Once it is not, nothing more is asked. */
function countAgain(): void {
  clearTimeout(counting);
  const text = textOfScene(useScene.getState().scene?.id);
  if (!isPanelOpen() || text?.target.kind !== 'scene' || text.changedParagraphs > 0) return;
  const { sceneId } = text.target;
  counting = setTimeout(() => {
    const { novelId } = useNovel.getState();
    if (novelId === null) return;
    settled()
      .then(() => api.request('reviews.latest', { novelId, sceneId }))
      .then((now) => {
        const changedParagraphs = textOfScene(sceneId, now)?.changedParagraphs ?? 0;
        const count = (one: ReviewedText): ReviewedText =>
          one === textOfScene(sceneId) ? { ...one, changedParagraphs } : one;
        useReview.setState(({ texts }) => ({ texts: texts.map(count) }));
      })
      .catch(notifyError);
  }, askAgainAfterMs);
}

useReview.subscribe(({ texts, current }, last) => {
  if (texts !== last.texts) drawReview();
  if (current !== last.current) drawOpened();
});

let heard: Editor | null = null;
const listen = ({ editor }: { editor: Editor }): void => heedPage(editor.view);

useActiveEditor.subscribe(({ editor, sceneId }, last) => {
  if (editor !== heard) {
    heard?.off('transaction', listen);
    editor?.on('transaction', listen);
    heard = editor;
  }
  if (sceneId !== last.sceneId || editor !== last.editor) drawReview();
});

api.on('jobs.event', ({ novelId, event }) => {
  if (isOpenNovel(novelId)) heedJob(event);
});

api.on('reviews.changed', ({ novelId }) => {
  if (!isOpenNovel(novelId)) return;
  reloadReview().catch(notifyError);
  if (useReview.getState().view === 'novel') void countNovel();
});

api.on('novels.changed', ({ novelId, scenes }) => {
  const isOfReview = scenes.some((sceneId) => textOfScene(sceneId) !== undefined);
  if (isOpenNovel(novelId) && isOfReview) reloadReview().catch(notifyError);
});
