import type { EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import type { LoreEntry, LoreProgression, Mention } from '../../src-shared/domain/lore.ts';
import type { SearchHit } from '../../src-shared/domain/search.ts';
import { candidate, type ContextCandidate } from './candidate.ts';
import { loreText } from './lore-text.ts';

/** From this strength on a relation brings its other end along. */
const strongRelation = 7;

/** Why an entry is there: by being named, always, through another entry, or because it answers the brief. */
export interface LoreSources {
  readonly entries: readonly LoreEntry[];
  readonly mentions: readonly Mention[];
  /** The chapter's points of view and places. */
  readonly setting: readonly {
    readonly entryId: EntryId;
    readonly reason: 'context.pov' | 'context.place';
  }[];
  readonly hits: readonly SearchHit[];
  progressionsOf(entry: LoreEntry): readonly LoreProgression[];
}

interface Call {
  readonly entry: LoreEntry;
  readonly reason: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly priority: ContextCandidate['priority'];
}

/** The worldbook's part of a chapter's context, each entry once, by its strongest reason. */
export function loreCandidates(sources: LoreSources): ContextCandidate[] {
  const byId = new Map(sources.entries.map((entry) => [entry.id, entry]));
  const calls = new Map<EntryId, Call>();
  const call = (entryId: EntryId | null, reason: Omit<Call, 'entry'>) => {
    const entry = entryId === null ? undefined : byId.get(entryId);
    if (entry && entry.inclusion !== 'never' && !calls.has(entry.id))
      calls.set(entry.id, { entry, ...reason });
  };
  for (const { entryId, reason } of sources.setting) call(entryId, { reason, values: {}, priority: 'high' });
  for (const { entryId, by, matched } of sources.mentions)
    if (by === 'always') call(entryId, { reason: 'context.always', values: {}, priority: 'high' });
    else call(entryId, { reason: 'context.mentioned', values: { name: matched }, priority: 'medium' });
  for (const { entry } of [...calls.values()])
    for (const { toEntryId, type, strength } of entry.relations)
      if (strength >= strongRelation)
        call(toEntryId, { reason: 'context.related', values: { name: entry.title, type }, priority: 'low' });
  for (const { source } of sources.hits)
    if (source.kind === 'lore')
      call(source.entryId, { reason: 'context.search', values: {}, priority: 'low' });
  return [...calls.values()].map((one, at) => toCandidate(one, at, sources));
}

function toCandidate(
  { entry, reason, values, priority }: Call,
  at: number,
  sources: LoreSources,
): ContextCandidate {
  const hit = sources.hits.find(({ source }) => source.kind === 'lore' && source.entryId === entry.id);
  const text = loreText(entry, sources.progressionsOf(entry));
  return candidate({
    layer: 'characters',
    priority,
    source: { kind: 'lore', entryId: entry.id },
    title: entry.title,
    reason,
    values: { ...values },
    text,
    passage: reason === 'context.search' && hit ? passageOf(entry.title, hit) : firstParagraph(text),
    weight: entry.priority - at / 1000,
    tokenCap: entry.tokenCap,
  });
}

const passageOf = (title: string, { text, passage }: SearchHit) =>
  `${title}: ${text.slice(passage.start, passage.end).trim()}`;

/** Names, what holds now and attributes, and the first paragraph after them. */
const firstParagraph = (text: string) => text.split(/\n\s*\n/)[0] ?? text;

/** Earlier passages of the novel that answer the brief. */
export function passageCandidates(
  hits: readonly SearchHit[],
  revisionOf: (id: SceneId) => number,
): ContextCandidate[] {
  return hits.flatMap((hit, at) =>
    hit.source.kind === 'scene'
      ? [
          candidate({
            layer: 'plot',
            priority: 'low',
            source: { kind: 'scene', sceneId: hit.source.sceneId, revision: revisionOf(hit.source.sceneId) },
            title: hit.title,
            reason: 'context.search',
            values: { chapter: hit.source.chapterNumber },
            text: `From chapter ${hit.source.chapterNumber}: ${hit.text}`,
            passage: `From chapter ${hit.source.chapterNumber}: ${hit.text.slice(hit.passage.start, hit.passage.end).trim()}`,
            weight: -10 - at,
          }),
        ]
      : [],
  );
}
