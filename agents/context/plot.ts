import { chaptersOf, type Chapter, type Outline } from '../../src-shared/domain/novel.ts';
import { candidate, type ContextCandidate } from './candidate.ts';

/** What the outline gives a chapter: premise and style, its own summary, what came before and what comes after. */
export function plotCandidates(
  outline: Outline,
  chapter: Chapter,
  summaryOf: ReadonlyMap<Chapter['id'], string>,
): ContextCandidate[] {
  const { novel } = outline;
  const chapters = chaptersOf(outline);
  const at = chapters.findIndex(({ id }) => id === chapter.id);
  const earlier = chapters.slice(0, at).flatMap((one, index): ContextCandidate[] => {
    const summary = one.summary.trim() || (summaryOf.get(one.id) ?? '');
    const isPrevious = index === at - 1;
    return [
      candidate({
        layer: 'plot',
        priority: isPrevious ? 'medium' : 'low',
        source: { kind: 'outline' },
        title: one.title,
        reason: isPrevious ? 'context.previous' : 'context.earlier',
        values: { chapter: one.number },
        text: summary === '' ? '' : `Before, in chapter ${one.number} (${one.title}): ${summary}`,
        weight: index, // the nearer the longer it stays
      }),
    ];
  });
  const next = chapters[at + 1];
  return [
    candidate({
      layer: 'instructions',
      priority: 'high',
      source: { kind: 'novel' },
      title: novel.title,
      reason: 'context.style',
      text: novel.style,
    }),
    candidate({
      layer: 'plot',
      priority: 'high',
      source: { kind: 'novel' },
      title: novel.title,
      reason: 'context.premise',
      text: `${novel.title}: ${novel.premise}`,
      weight: 1,
    }),
    ...earlier,
    candidate({
      layer: 'plot',
      priority: 'high',
      source: { kind: 'outline' },
      title: chapter.title,
      reason: 'context.chapter',
      values: { chapter: chapter.number },
      text:
        chapter.summary === ''
          ? ''
          : `This chapter, ${chapter.number} (${chapter.title}): ${chapter.summary}`,
      weight: 2,
    }),
    ...(next
      ? [
          candidate({
            layer: 'plot',
            priority: 'low',
            source: { kind: 'outline' },
            title: next.title,
            reason: 'context.next',
            values: { chapter: next.number },
            text: next.summary === '' ? '' : `Only later, in chapter ${next.number}: ${next.summary}`,
            weight: -1,
          }),
        ]
      : []),
  ].filter(({ text }) => text.trim() !== '');
}
