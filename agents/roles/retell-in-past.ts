/** Irregular verbs: third person present and past, in pairs. What is not here is regular. */
const irregular = new Map(
  (
    'is was, are were, am was, has had, does did, says said, goes went, sees saw, feels felt, comes came, takes took, makes made, ' +
    'knows knew, thinks thought, stands stood, sits sat, runs ran, gets got, gives gave, hears heard, holds held, keeps kept, ' +
    'leaves left, finds found, tells told, begins began, speaks spoke, lies lay, falls fell, rises rose, brings brought, puts put, ' +
    'sets set, lets let, cuts cut, shuts shut, hits hit, hurts hurt, costs cost, lends lent, sends sent, spends spent, bends bent, ' +
    'builds built, pays paid, lays laid, buys bought, sells sold, catches caught, teaches taught, seeks sought, fights fought, ' +
    'meets met, reads read, leads led, feeds fed, bleeds bled, sleeps slept, sweeps swept, creeps crept, weeps wept, means meant, ' +
    'deals dealt, loses lost, shoots shot, wins won, writes wrote, rides rode, drives drove, breaks broke, wakes woke, chooses chose, ' +
    'freezes froze, steals stole, wears wore, tears tore, swears swore, bears bore, throws threw, grows grew, blows blew, flies flew, ' +
    'draws drew, shows showed, sings sang, rings rang, drinks drank, swims swam, sinks sank, shakes shook, eats ate, hides hid, ' +
    'bites bit, slides slid, swings swung, hangs hung, sticks stuck, strikes struck, digs dug, clings clung, spins spun, ' +
    'understands understood, becomes became, overhears overheard, forgets forgot, forgives forgave'
  )
    .split(', ')
    .map((pair) => pair.split(' ') as [string, string]),
);
const pastForms = new Set(irregular.values());
/** Forms that are never a noun: they are verbs wherever they stand. */
const surelyVerbs = new Set(
  'is are am has does says goes comes takes makes knows thinks gets gives hears keeps finds tells begins speaks brings puts lets lends sends pays buys sells becomes understands loses writes'.split(
    ' ',
  ),
);
const subjects = new Set('he she it who nobody everybody everyone someone somebody'.split(' '));
const manySubjects = new Set('they both we'.split(' '));
const joins = new Set('and but then or never always still only just again'.split(' '));
const notVerbs = new Set(
  'this his its yes perhaps always sometimes towards besides this as us was less across'.split(' '),
);

/**
 * An English sentence in the past tense: "She tells him that she is late" becomes "She told him that she was late".
 * What people say stays as they say it. A word becomes a verb only after its subject, after "and" behind a verb, or
 * where it can be nothing else; a sentence that is in the past already is given back.
 */
export function retellInPast(sentence: string): string {
  let isQuoted = false;
  let previous = '';
  let hasVerb = false;
  return sentence.replace(/[\p{L}\p{M}'’-]+|["“”]|[.;:,!?]/gu, (word) => {
    if (/["“”]/u.test(word)) isQuoted = word === '“' || (word === '"' && !isQuoted);
    const isVerb = !isQuoted && isVerbHere({ word, previous, hasVerb });
    const told = isVerb ? pastOf(word, manySubjects.has(previous.toLowerCase())) : word;
    if (told !== word) hasVerb = true;
    else if (/[.;:]/u.test(word)) hasVerb = false;
    previous = word;
    return told;
  });
}

interface Place {
  readonly word: string;
  readonly previous: string;
  readonly hasVerb: boolean;
}

function isVerbHere({ word, previous, hasVerb }: Place): boolean {
  if (!/^\p{Ll}+$/u.test(word)) return false;
  const before = previous.toLowerCase();
  if (surelyVerbs.has(word)) return true;
  if (manySubjects.has(before)) return isPlainVerb(word);
  if (!/[^s']s$/u.test(word) || notVerbs.has(word)) return false;
  const isName =
    /^\p{Lu}\p{Ll}+$/u.test(previous) &&
    !/^(?:The|A|An|His|Her|Their|These|Those|In|At|By|On|With|From|Of|To)$/u.test(previous);
  return subjects.has(before) || isName || (hasVerb && joins.has(before));
}

/** A word after "they" that looks like a verb's plain form. */
function isPlainVerb(word: string): boolean {
  if (irregular.has(thirdPersonOf(word))) return true;
  return (
    !pastForms.has(word) &&
    /^\p{Ll}{3,}$/u.test(word) &&
    !/(?:ed|s|ing|ly)$/u.test(word) &&
    !notVerbs.has(word)
  );
}

/** The past of a third person's form, or of a plain one after "they". */
function pastOf(word: string, isPlain: boolean): string {
  const form = isPlain && !irregular.has(word) ? thirdPersonOf(word) : word;
  return irregular.get(form) ?? regularPast(isPlain ? word : baseOf(form));
}

function thirdPersonOf(base: string): string {
  if (/[^aeiou]y$/u.test(base)) return `${base.slice(0, -1)}ies`;
  return /(?:s|sh|ch|x|z|o)$/u.test(base) ? `${base}es` : `${base}s`;
}

function baseOf(form: string): string {
  if (/ies$/u.test(form) && form.length > 4) return `${form.slice(0, -3)}y`;
  return /(?:ss|sh|ch|x|zz)es$/u.test(form) ? form.slice(0, -2) : form.slice(0, -1);
}

function regularPast(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/u.test(base)) return `${base.slice(0, -1)}ied`;
  const isDoubled = /^[^aeiou]*[aeiou][^aeiouwxy]$/u.test(base);
  return `${base}${isDoubled ? base.at(-1) : ''}ed`;
}
