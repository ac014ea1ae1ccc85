import type { Scene } from '../../src-shared/domain/scene.ts';
import { textOfDocument } from '../../src-shared/domain/prose.ts';
import { sentencesOf } from '../../src-shared/text/sentences.ts';
import { candidate, type ContextCandidate } from './candidate.ts';

/** A text's last whole sentences, about `characters` long; verbatim. */
export function lastPassage(text: string, characters: number, language: string): string {
  const spans = sentencesOf(text, language);
  const first = spans.find(({ start }) => text.length - start <= characters) ?? spans.at(-1);
  return first ? text.slice(first.start).trim() : '';
}

/** How the scene before ends, verbatim: the last of it stays longest. */
export function previousEndCandidates(scene: Scene, language: string): ContextCandidate[] {
  const whole = textOfDocument(scene.document);
  const end = lastPassage(whole, 900, language);
  const before = whole.slice(0, Math.max(0, whole.length - end.length)).trimEnd();
  const common = {
    layer: 'recent',
    source: { kind: 'scene', sceneId: scene.id, revision: scene.revision },
    title: scene.title,
    keep: 'end',
  } as const;
  return [
    candidate({
      ...common,
      priority: 'low',
      reason: 'context.before-end',
      text: lastPassage(before, 6000, language),
    }),
    candidate({ ...common, priority: 'high', reason: 'context.previous-end', text: end }),
  ].filter(({ text }) => text !== '');
}

/** A written chapter without a summary, told by the first and last sentences of its scenes. */
export function extractiveSummary(scenes: readonly Scene[], language: string): string {
  return scenes
    .map(({ document }) => textOfDocument(document))
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const sentences = sentencesOf(text, language).map(({ start, end }) => text.slice(start, end).trim());
      return [...new Set([sentences[0], ...sentences.slice(-2)])].join(' ');
    })
    .join(' ');
}
