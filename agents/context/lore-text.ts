import type { LoreEntry, LoreProgression } from '../../src-shared/domain/lore.ts';

/** An entry as a prompt shows it: its names on the first line, what is true of it now first, its text after. */
export function loreText(entry: LoreEntry, progressions: readonly LoreProgression[]): string {
  const names = entry.aliases.length > 0 ? `, also ${entry.aliases.join(', ')}` : '';
  const attributes = Object.entries(entry.attributes).map(([name, value]) => `${name}: ${value}`);
  return [
    `${entry.title} (${entry.kind}${names})`,
    ...progressions.map(({ text }) => `Now: ${text}`),
    ...(attributes.length > 0 ? [`${attributes.join('; ')}.`] : []),
    plain(entry.body),
  ]
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** An entry in one sentence, for the place right before the task: its title and how its text begins. */
export function loreLine(entry: LoreEntry): string {
  const { role = '' } = entry.attributes;
  return role === '' ? entry.title : `${entry.title} (${role})`;
}

/** Markdown's marks taken off: links keep their words, headings and list marks go. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[\[([^\]|]+)(?:\|([^\]]+))?\]\]/g, (_, title: string, shown?: string) => shown ?? title)
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
