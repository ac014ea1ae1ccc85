import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { writesInTransactions } from '../../../scripts/lint/writes-in-transactions.js';

function faultsIn(code: string): readonly string[] {
  return new Linter()
    .verify(code, {
      languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
      plugins: { fabula: { rules: { writes: writesInTransactions } } },
      rules: { 'fabula/writes': 'error' },
    })
    .map(({ ruleId, message }) => ruleId ?? message);
}

const refused: readonly (readonly [what: string, code: string])[] = [
  ['an update in a template', 'db.prepare(`UPDATE scene SET doc = 1`).run();'],
  ['an insert in quotes', "db.prepare('INSERT INTO act (id) VALUES (?)').run(1);"],
  ['a lower-case delete after a line break', 'db.prepare(`\n  delete from act`).run();'],
  ['a replace', "db.prepare('REPLACE INTO act VALUES (1)').run();"],
  ['an update behind a common table', 'db.prepare(`WITH old AS (SELECT 1) UPDATE act SET title = 1`).run();'],
  ['an update after a comment', 'db.prepare(`-- the title\n UPDATE act SET title = 1`).run();'],
  ['an update of a table named at run time', 'db.prepare(`UPDATE ${table} SET position = 1`).run();'],
  ['a tagged template', 'sql`DELETE FROM act`;'],
  [
    'a function that is not write',
    'const save = wrap((db) => db.prepare("UPDATE act SET title = 1").run());',
  ],
  ['a second statement of an exec', 'db.exec("SELECT 1; DELETE FROM act");'],
];
for (const [what, code] of refused)
  test(`${what} outside write(...) is refused`, () => {
    expect(faultsIn(code)).toEqual(['fabula/writes']);
  });

const allowed: readonly (readonly [what: string, code: string])[] = [
  ['a select', "db.prepare('SELECT * FROM act WHERE title = ?').all();"],
  ['a select behind a common table', 'db.prepare(`WITH a AS (SELECT 1) SELECT * FROM a`).all();'],
  ['a select that calls replace()', "db.prepare('SELECT replace(title, 1, 2) FROM act').all();"],
  ['plain words', "say('Update the outline', 'Delete this scene?', 'with care, update it');"],
  [
    'an update inside write',
    'const save = write((db, id) => db.prepare(`UPDATE act SET title = 1`).run(id));',
  ],
  [
    'an update in a helper inside write',
    'const save = write((db) => [1].map(() => db.prepare("DELETE FROM act").run()));',
  ],
];
for (const [what, code] of allowed)
  test(`${what} passes`, () => {
    expect(faultsIn(code)).toEqual([]);
  });
