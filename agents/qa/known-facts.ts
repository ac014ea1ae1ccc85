import type { Layer } from '../../src-shared/domain/qa.ts';
import type { RuleContext } from './layer.ts';
import { findNames } from './text/names.ts';
import type { ReviewText } from './text/review-text.ts';

const bodyLength = 240;
const mostEntries = 8;

/** What a layer's reviewer is told beside the sentences: the plan, the people who appear, the style, or nothing. */
export function knownTo(layer: Layer, { text, context }: { text: ReviewText; context: RuleContext }): string {
  if (layer === 'structural') return planOf(context);
  if (layer === 'character') return peopleOf(text, context);
  return layer === 'style' ? context.style : '';
}

function planOf({ beats, summary }: RuleContext): string {
  if (beats.length === 0) return summary;
  return ['Plan:', ...beats.map(({ number, happens }) => `${number}. ${happens}`)].join('\n');
}

function peopleOf(text: ReviewText, { entries }: RuleContext): string {
  const seen = new Set(findNames(text, entries).map(({ entry }) => entry));
  return [...seen]
    .sort((a, b) => b.priority - a.priority)
    .slice(0, mostEntries)
    .map(({ title, attributes, body }) => {
      const facts = Object.entries(attributes).map(([key, value]) => `${key}: ${value}`);
      return `${title}. ${facts.join('; ')}${facts.length > 0 ? '. ' : ''}${body.trim().slice(0, bodyLength)}`;
    })
    .join('\n');
}
