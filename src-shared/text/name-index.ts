import { namedText, placeOfName, withoutOverlaps, type WrittenName } from './written-name.ts';

/** A name and whose it is. */
export interface OwnedName<Owner> extends WrittenName {
  readonly owner: Owner;
}

/** A place where a name stands: UTF-16 offsets in the text. */
export interface NamePlace<Owner> {
  readonly owner: Owner;
  readonly start: number;
  readonly end: number;
}

/**
 * Names by their first two characters and their length. It costs little to make and little memory, so that it can grow
 * in idle moments beside a running editor; a text is asked once for each word it holds.
 */
export interface NameIndex<Owner> {
  add(name: OwnedName<Owner>): void;
  /** Every place of every name in a text; of those that overlap, the longest. In the text's order. */
  find(text: string, language: string): NamePlace<Owner>[];
}

interface Bucket<Owner> {
  readonly lengths: number[]; // longest first
  readonly names: Map<string, OwnedName<Owner>[]>;
}

/** An empty index. */
export function createNameIndex<Owner>(): NameIndex<Owner> {
  const buckets = new Map<string, Bucket<Owner>>();
  return {
    add: (name) => {
      const key = name.folded.slice(0, 2);
      const bucket = buckets.get(key) ?? { lengths: [], names: new Map<string, OwnedName<Owner>[]>() };
      buckets.set(key, bucket);
      if (!bucket.lengths.includes(name.folded.length)) {
        bucket.lengths.push(name.folded.length);
        bucket.lengths.sort((a, b) => b - a);
      }
      const same = bucket.names.get(name.folded);
      if (same) same.push(name);
      else bucket.names.set(name.folded, [name]);
    },
    find: (text, language) => {
      const prepared = namedText(text, language);
      const { text: folded } = prepared.folded;
      const found: NamePlace<Owner>[] = [];
      for (let start = 0; start < folded.length; start++) {
        if (isInsideWord(folded, start)) continue;
        const keys = new Set([folded.slice(start, start + 2), folded.charAt(start)]); // a one-letter name's key is one letter
        for (const key of keys)
          for (const { name, end } of namesAt(buckets.get(key), folded, start)) {
            const place = placeOfName(prepared, { name, start, end });
            if (place) found.push({ owner: name.owner, ...place });
          }
      }
      return withoutOverlaps(text.length, found);
    },
  };
}

function namesAt<Owner>(
  bucket: Bucket<Owner> | undefined,
  text: string,
  start: number,
): { name: OwnedName<Owner>; end: number }[] {
  if (bucket === undefined) return [];
  return bucket.lengths.flatMap((length) =>
    (bucket.names.get(text.slice(start, start + length)) ?? []).map((name) => ({
      name,
      end: start + length,
    })),
  );
}

/** True between two letters of the plain alphabet, where no name begins: most places are. */
function isInsideWord(text: string, at: number): boolean {
  return at > 0 && isPlainLetter(text.charCodeAt(at - 1)) && isPlainLetter(text.charCodeAt(at));
}

const isPlainLetter = (code: number): boolean => code >= 97 && code <= 122;
