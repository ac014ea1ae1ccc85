import type { LoreContent } from '../domain/lore.ts';

/** What an entry says as search reads it: title, aliases, body with links as plain words, attributes. */
export function loreText({
  title,
  aliases,
  body,
  attributes,
}: Pick<LoreContent, 'title' | 'aliases' | 'body' | 'attributes'>): string {
  const name = aliases.length === 0 ? title : `${title} (${aliases.join(', ')})`;
  const facts = Object.entries(attributes).map(([key, value]) => `${key}: ${value}`);
  return [name, withoutLinks(body).trim(), facts.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** `[[Mara]]` and `[[Mara|her sister]]` as the words a reader sees. */
export function withoutLinks(markdown: string): string {
  return markdown.replace(/\[\[([^[\]|]+)(?:\|([^[\]]*))?\]\]/gu, (_, target: string, shown?: string) =>
    (shown ?? '').trim() === '' ? target.trim() : (shown ?? '').trim(),
  );
}
