import { sentencesOf } from '../../src-shared/text/sentences.ts';

/** What has to happen, in order: the writer's numbered parts or paragraphs, else the sentences of the brief. */
export function briefParts({
  brief,
  summary,
  language,
}: {
  readonly brief: string;
  readonly summary: string;
  readonly language: string;
}): readonly string[] {
  const text = brief.trim() === '' ? summary : brief;
  const numbered = text
    .split(/^\s*\d+[.)]\s+/mu)
    .map(flow)
    .filter((part) => part !== '');
  if (/^\s*1[.)]\s+/u.test(text) && numbered.length > 1) return numbered;
  const paragraphs = text
    .split(/\n[^\S\n]*\n/u)
    .map(flow)
    .filter((part) => part !== '');
  if (paragraphs.length > 2) return paragraphs;
  const flowing = paragraphs.join(' ');
  return sentencesOf(flowing, language)
    .map(({ start, end }) => flowing.slice(start, end).trim())
    .filter((sentence) => sentence !== '');
}

const flow = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** Parts joined to at most `most` groups, neighbours together, as even in length as their order allows. */
export function groupParts(parts: readonly string[], most: number): readonly string[] {
  if (parts.length <= most) return parts;
  return Array.from({ length: most }, (_, group) =>
    parts
      .slice(Math.floor((group * parts.length) / most), Math.floor(((group + 1) * parts.length) / most))
      .join(' '),
  );
}
