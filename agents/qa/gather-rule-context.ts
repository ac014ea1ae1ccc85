import type { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import { chaptersOf, type Outline } from '../../src-shared/domain/novel.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import type { Library } from '../library.ts';
import type { PreviousScene, RuleContext } from './layer.ts';
import type { ReviewInput } from './review-input.ts';
import { readText, type ReviewText } from './text/review-text.ts';

/** How far back a text is compared with what was told before, in words. */
const lookBack = 40_000;

/** The text as rules read it, and what they may know beside it, read from the library. */
export async function gatherRuleContext(
  input: ReviewInput,
  { library, needsGrammar }: { readonly library: Library; readonly needsGrammar: boolean },
): Promise<{ text: ReviewText; context: RuleContext }> {
  const outline = await library.getOutline();
  const { language, style } = outline.novel;
  const text = readText(input.document, input.target, language);
  const chapter = chaptersOf(outline).find(({ id }) => id === input.chapterId);
  const entries = await library.listEntries();
  const povEntryId = chapter?.scenes.find((scene) => scene.povEntryId !== null)?.povEntryId;
  return {
    text,
    context: {
      language,
      style,
      summary: chapter?.summary ?? '',
      pov: entries.find(({ id }) => id === povEntryId)?.title ?? null,
      brief: input.brief,
      beats: input.beats,
      entries,
      previous: await previousScenes(outline, input, library),
      grammar: needsGrammar
        ? await library.checkGrammar(text.paragraphs.map((paragraph) => paragraph.text))
        : null,
    },
  };
}

/** The scenes told before, the nearest forty thousand words of them, in reading order. */
async function previousScenes(
  outline: Outline,
  { chapterId, target }: Pick<ReviewInput, 'chapterId' | 'target'>,
  library: Library,
): Promise<readonly PreviousScene[]> {
  const chapters = chaptersOf(outline);
  const last = chapters.findIndex(({ id }) => id === chapterId);
  const scenes: Scene[] = [];
  let words = 0;
  for (const { id } of chapters.slice(0, last + 1).reverse()) {
    if (words >= lookBack) break;
    const told = await library.getChapterScenes(id);
    const before = id === chapterId ? toldBefore(told, target) : told;
    scenes.unshift(...before);
    words += before.reduce((sum, scene) => sum + scene.wordCount, 0);
  }
  const { language } = outline.novel;
  return scenes
    .filter(({ wordCount }) => wordCount > 0)
    .map((scene) => ({
      sceneId: scene.id,
      title: scene.title,
      text: readText(scene.document, { kind: 'scene', sceneId: scene.id }, language),
    }));
}

/** Of a scene's own chapter only the scenes in front of it; of a draft's none, since it would replace them. */
function toldBefore(scenes: readonly Scene[], target: AnchorTarget): readonly Scene[] {
  return target.kind === 'draft'
    ? []
    : scenes.slice(
        0,
        Math.max(
          0,
          scenes.findIndex(({ id }) => id === target.sceneId),
        ),
      );
}
