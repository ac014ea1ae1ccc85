import {
  contextLayers,
  type ContextItem,
  type ContextLayer,
  type ContextPriority,
  type ContextReceipt,
} from '../../src-shared/domain/context.ts';
import type { ContextCandidate } from './candidate.ts';
import { shareBudget } from './share-budget.ts';
import { shorten } from './shorten.ts';

/** How layers share a budget that is too small for all of them; what one does not use goes to the others. */
export const layerShares: Readonly<Record<ContextLayer, number>> = {
  instructions: 0.1,
  plot: 0.3,
  characters: 0.3,
  recent: 0.3,
};

/** Blank lines between items. */
const separatorTokens = 2;
/** A shortened item below this says too little to be worth its place. */
const leastTokens = 12;

export interface Packing {
  readonly budget: number;
  readonly candidates: readonly ContextCandidate[];
  readonly language: string;
  readonly holdRecent?: boolean;
  /** Brings passages instead of whole texts. */
  readonly isSmall?: boolean;
  countTokens(text: string): Promise<number>;
}

export interface Packed {
  readonly items: readonly ContextItem[];
  readonly layers: ContextReceipt['layers'];
}

/** A candidate with its counts, and what became of it so far. */
interface Entry {
  readonly candidate: ContextCandidate;
  readonly offered: string; // the whole text, or its passage
  readonly full: number; // tokens of the whole text
  readonly wanted: number; // after its own cap
  text: string | null; // null while it has no place
  tokens: number;
}

/**
 * Shares a budget out: all of high before any of medium, all of medium before any of low; within a priority by the
 * layers' shares. Once a priority had to leave something out, nothing below it goes in.
 */
export async function packLayers(packing: Packing): Promise<Packed> {
  const entries = await Promise.all(packing.candidates.map((one) => measure(one, packing)));
  const budgets = new Map<ContextLayer, number>(contextLayers.map((layer) => [layer, 0]));
  const held = packing.holdRecent === true ? Math.floor(packing.budget * layerShares.recent) : 0;
  const isRecent = ({ candidate }: Entry) => candidate.layer === 'recent';
  if (held > 0) {
    const left = await packPriorities(
      entries.filter((entry) => !isRecent(entry)),
      packing,
      {
        tokens: packing.budget - held,
        budgets,
      },
    );
    await packPriorities(entries.filter(isRecent), packing, { tokens: held + left, budgets });
  } else await packPriorities(entries, packing, { tokens: packing.budget, budgets });
  return {
    items: entries.map(toItem),
    layers: contextLayers.map((layer) => sumLayer(layer, entries, budgets)),
  };
}

async function measure(candidate: ContextCandidate, { countTokens, isSmall }: Packing): Promise<Entry> {
  const offered = isSmall === true ? (candidate.passage ?? candidate.text) : candidate.text;
  const tokens = await countTokens(offered);
  const full = offered === candidate.text ? tokens : await countTokens(candidate.text);
  const wanted = Math.min(tokens, candidate.tokenCap ?? tokens) + separatorTokens;
  return { candidate, offered, full, wanted, text: null, tokens: 0 };
}

interface Purse {
  readonly tokens: number;
  readonly budgets: Map<ContextLayer, number>;
}

/** Packs from high to low; answers with what is left over. */
async function packPriorities(entries: readonly Entry[], packing: Packing, purse: Purse): Promise<number> {
  const priorities: readonly ContextPriority[] = ['high', 'medium', 'low'];
  let left = purse.tokens;
  for (const priority of priorities) {
    const mine = entries.filter(({ candidate }) => candidate.priority === priority);
    left = await packPriority(mine, packing, { ...purse, tokens: left });
    if (mine.some(({ text }) => text === null)) return left;
  }
  return left;
}

async function packPriority(entries: readonly Entry[], packing: Packing, purse: Purse): Promise<number> {
  const ofLayer = (layer: ContextLayer) =>
    entries
      .filter(({ candidate }) => candidate.layer === layer)
      .sort((a, b) => b.candidate.weight - a.candidate.weight);
  const shares = shareBudget(
    purse.tokens,
    contextLayers.map((layer) => ({
      name: layer,
      wanted: ofLayer(layer).reduce((sum, { wanted }) => sum + wanted, 0),
      share: layerShares[layer],
    })),
  );
  let over = purse.tokens - [...shares.values()].reduce((sum, share) => sum + share, 0);
  for (const layer of contextLayers) {
    const share = (shares.get(layer) ?? 0) + over;
    const used = await packEntries(ofLayer(layer), packing, share);
    over = share - used;
    purse.budgets.set(layer, (purse.budgets.get(layer) ?? 0) + Math.max(used, shares.get(layer) ?? 0));
  }
  return over;
}

/** Gives entries their place, the heaviest first, until the share is used; answers with the tokens used. */
async function packEntries(entries: readonly Entry[], packing: Packing, share: number): Promise<number> {
  const { countTokens, language } = packing;
  let used = 0;
  for (const entry of entries) {
    const { keep, tokenCap } = entry.candidate;
    const text = entry.offered;
    const room = share - used - separatorTokens;
    const limit = Math.min(room, tokenCap ?? room);
    const kept = await shorten({ text, limit, keep, language, countTokens });
    const tokens = kept === '' ? 0 : await countTokens(kept);
    if (text !== '' && kept !== text && tokens < leastTokens) continue;
    entry.text = kept;
    entry.tokens = tokens;
    used += tokens + separatorTokens;
  }
  return used;
}

function toItem({ candidate, text, tokens, full }: Entry): ContextItem {
  const { layer, priority, source, title, reason, values } = candidate;
  const state = text === null ? 'cut' : text === candidate.text ? 'included' : 'shortened';
  return {
    layer,
    priority,
    source,
    title,
    reason,
    values,
    text: text ?? '',
    tokens,
    fullTokens: full,
    state,
  };
}

function sumLayer(
  layer: ContextLayer,
  entries: readonly Entry[],
  budgets: ReadonlyMap<ContextLayer, number>,
) {
  const mine = entries.filter(({ candidate }) => candidate.layer === layer);
  const used = mine.reduce((sum, { tokens }) => sum + tokens, 0);
  const cut = mine.reduce((sum, { full, tokens }) => sum + full - tokens, 0);
  return { layer, budget: budgets.get(layer) ?? 0, used, cut };
}
