import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseMarkdown } from '../../../../src-main/services/importers/markdown.ts';
import { LoreContent } from '../../../../src-shared/domain/lore.ts';
import { AppError } from '../../../../src-shared/errors.ts';

const read = (file: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, '../../../cases/markdown-lore', file), 'utf8'));

describe('a Markdown file is read as its writer meant it', () => {
  for (const { name, path, text, expected } of read('files.yaml') as {
    name: string;
    path: string;
    text: string;
    expected: Partial<LoreContent>[];
  }[])
    test(name, () => {
      const entries = parseMarkdown(text, path);
      for (const entry of entries) expect(LoreContent.safeParse(entry).success).toBe(true);
      const seen = entries.map((entry, at) =>
        Object.fromEntries(
          Object.keys(expected[at] ?? {}).map((field) => [field, entry[field as keyof LoreContent]]),
        ),
      );
      expect(seen).toEqual(expected);
    });
});

describe('a faulty Markdown file is refused, naming file, entry and field', () => {
  for (const { name, text, entry, field } of read('faults.yaml') as Record<string, string>[])
    test(String(name), () => {
      const thrown = (() => {
        try {
          return parseMarkdown(String(text), 'file.md');
        } catch (error) {
          return error;
        }
      })();
      expect(thrown).toBeInstanceOf(AppError);
      expect((thrown as AppError).code).toBe('IMPORT_INVALID');
      expect((thrown as AppError).data).toMatchObject({ path: 'file.md', entry, field });
    });
});
