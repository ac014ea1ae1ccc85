/** What a heading's own words say it opens. */
export type HeadingKind = 'act' | 'chapter' | null;

const numeral = String.raw`(?:\d{1,4}|[ivxlcdm]{1,8}|\p{L}+(?:[- ]\p{L}+)?)`;
const actWords = 'part|act|book|bagian|babak|buku|teil|partie|parte|livre|libro|akt|del|deel';
const chapterWords = 'chapter|bab|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|rozdzia[łl]|kapittel|глава';
const lone =
  'prologue|epilogue|prolog|epilog|prólogo|epílogo|prologo|epilogo|interlude|interludium|foreword|afterword';

const act = new RegExp(String.raw`^(?:${actWords})\s+${numeral}\b`, 'iu');
const chapter = new RegExp(String.raw`^(?:${chapterWords})\s+${numeral}(?![\p{L}])`, 'iu');
const loneChapter = new RegExp(String.raw`^(?:${lone})$`, 'iu');
const chinese = /^第[\d零〇一二三四五六七八九十百千]+[章回话話節节]/u;
const chineseAct = /^第[\d零〇一二三四五六七八九十百千]+[部卷篇]/u;

/** "Part Two" opens an act, "Chapter 3: The Storm", "Bab 4", "第五章" or "Epilogue" a chapter; null says neither. */
export function headingKind(text: string): HeadingKind {
  const words = text.trim();
  if (act.test(words) || chineseAct.test(words)) return 'act';
  if (chapter.test(words) || loneChapter.test(words) || chinese.test(words)) return 'chapter';
  return null;
}

/** A number alone on its line, as it counts chapters: "12", "XII", "12."; null for anything else. */
export function loneNumber(text: string): number | null {
  const [, digits, roman] = /^(?:(\d{1,3})|([IVXLC]{1,8}))[.)]?$/u.exec(text.trim()) ?? [];
  if (digits !== undefined) return Number(digits);
  return roman === undefined ? null : romanNumber(roman);
}

const romanValues: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

function romanNumber(roman: string): number {
  const values = [...roman].map((letter) => romanValues[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/** The title behind "Chapter 3: ", and its number; null where the heading does not count chapters in digits or Roman. */
export function numberedTitle(text: string): { readonly number: number; readonly title: string } | null {
  const counted = new RegExp(
    String.raw`^(?:${chapterWords})\s+(\d{1,4}|[ivxlc]{1,8})(?:\s*[.:\-–—]\s*|\s*$)(.*)$`,
    'iu',
  );
  const [, number, title] = counted.exec(text.trim()) ?? [];
  if (number === undefined || title === undefined) return null;
  const value = /^\d+$/.test(number) ? Number(number) : romanNumber(number.toUpperCase());
  return { number: value, title: title.trim() };
}
