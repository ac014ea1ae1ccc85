import tseslint from 'typescript-eslint';
import { writesInTransactions } from './scripts/lint/writes-in-transactions.js';

const folders = ['src-main', 'src-renderer', 'agents', 'scripts', 'tests'];

/** The import arrows of docs/architecture.md: the folders that `from` may not import. */
const forbid = (from, forbidden, packages = []) => ({
  files: [`${from}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: packages.map((name) => ({ name, message: `${from} knows nothing of ${name}.` })),
        patterns: [
          ...forbidden.map((folder) => ({
            group: [`**/${folder}/**`],
            message: `${from} does not import ${folder}.`,
          })),
          ...packages.map((name) => ({ group: [`${name}/*`], message: `${from} knows nothing of ${name}.` })),
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'demo-output', 'tests/fixtures'] },
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 3 }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[property.name='sendSync']",
          message: 'Never block the renderer on main.',
        },
      ],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['tests/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  forbid('src-shared', folders, ['electron', 'better-sqlite3', 'react', 'node:fs', 'node:path']),
  forbid('agents', ['src-main', 'src-renderer', 'scripts', 'tests'], ['electron', 'better-sqlite3', 'react']),
  forbid('src-main', ['src-renderer', 'scripts', 'tests'], ['react']),
  forbid('src-renderer', ['src-main', 'agents', 'scripts', 'tests'], ['electron', 'better-sqlite3']),
  {
    files: ['src-main/**/*.ts'],
    plugins: { fabula: { rules: { 'writes-in-transactions': writesInTransactions } } },
    rules: { 'fabula/writes-in-transactions': 'error' },
  },
);
