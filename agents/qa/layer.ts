import type { Place } from '../../src-shared/domain/anchor.ts';
import type { ChapterBrief } from '../../src-shared/domain/job.ts';
import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { LoreEntry } from '../../src-shared/domain/lore.ts';
import type { PatchChange } from '../../src-shared/domain/patch.ts';
import type { Evidence, Layer, Severity } from '../../src-shared/domain/qa.ts';
import type { Beat } from '../../src-shared/domain/beat.ts';
import type { GrammarFault } from '../library.ts';
import type { ReviewText } from './text/review-text.ts';

/** A scene told before this text. */
export interface PreviousScene {
  readonly sceneId: SceneId;
  readonly title: string;
  readonly text: ReviewText;
}

/** What rules may know beside the text: plain data that a step gathered. */
export interface RuleContext {
  readonly language: string;
  readonly style: string; // the novel's own words on how it sounds
  readonly summary: string; // the chapter's, as planned
  readonly pov: string | null; // the title of the entry whose eyes we see through
  readonly brief: ChapterBrief | null; // null when what stands is reviewed: nothing was asked for
  readonly beats: readonly Beat[];
  readonly entries: readonly LoreEntry[];
  readonly previous: readonly PreviousScene[]; // in reading order
  readonly grammar: readonly (readonly GrammarFault[])[] | null; // by paragraph; null: not checked
}

/** A rule's own mend for what it found. */
export interface RuleFix {
  readonly change: PatchChange;
  readonly isSafe: boolean; // mechanical and sure
  readonly place?: Place; // where it differs from the finding's
}

/** What a rule found; the id of the rule and the anchor are added from outside. */
export interface RuleFinding {
  readonly severity: Severity;
  readonly place: Place | null; // null: about the whole text
  readonly values?: Readonly<Record<string, string | number>>;
  readonly evidence?: readonly Evidence[];
  readonly note?: string;
  readonly fix?: RuleFix;
}

/** An offline rule: no model, no clock, no network. The same text and context give the same findings. */
export interface Rule {
  readonly id: string; // "style.cliche"
  readonly languages: 'all' | readonly string[]; // primary tags it can judge: ["en"]
  find(text: ReviewText, context: RuleContext): readonly RuleFinding[];
}

/** A layer's rules in the order they are run. */
export interface RuleLayer {
  readonly layer: Layer;
  readonly rules: readonly Rule[];
}

/** True when a rule can judge text in a language: "en-GB" is "en" to it. */
export function knows(rule: Rule, language: string): boolean {
  return rule.languages === 'all' || rule.languages.includes(primaryTag(language));
}

/** "en" of "en-GB". */
export function primaryTag(language: string): string {
  return (language.split('-')[0] ?? language).toLowerCase();
}
