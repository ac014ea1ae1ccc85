import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

export interface Found {
  /** "src-renderer/ui/dialog.tsx:12" */
  readonly where: string;
  readonly text: string;
}

export interface WordUses {
  /** What stands in `say('...')`, in a branch of it too. */
  readonly said: readonly Found[];
  /** Keys put together from a variable, `say(`job.state.${state}`)`, as patterns with * for the variable. */
  readonly patterns: readonly Found[];
  /** The ids of commands: objects with an id and something to run. */
  readonly commands: readonly Found[];
  /** Every string there is: a key that stands somewhere else is used by whoever it is handed to. */
  readonly strings: ReadonlySet<string>;
  /** Letters in markup or in what assistive technology reads that come from no catalogue. */
  readonly literals: readonly Found[];
}

const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'label',
  'alt',
]);
/** Names are the same in every language. */
const names = new Set(['Fabula']);
/** Calls whose first argument is a key. */
const speakers = new Set(['say', 'sayIn']);

/** Reads the product's sources for the words they use. */
export function findWordUses(folders = ['src-main', 'src-renderer', 'src-shared', 'agents']): WordUses {
  const files = folders.flatMap((folder) => listSources(join(root, folder)));
  const all = files.map(readUses);
  return {
    said: all.flatMap(({ said }) => said),
    patterns: all.flatMap(({ patterns }) => patterns),
    commands: all.flatMap(({ commands }) => commands),
    strings: new Set(all.flatMap(({ strings }) => [...strings])),
    literals: all.flatMap(({ literals }) => literals),
  };
}

function listSources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

function readUses(file: string): WordUses {
  return usesIn(readFileSync(file, 'utf8'), relative(root, file));
}

/** The uses in one source text. */
export function usesIn(text: string, file: string): WordUses {
  const source = ts.createSourceFile(
    file,
    text,
    { languageVersion: ts.ScriptTarget.Latest },
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const uses = {
    said: [] as Found[],
    patterns: [] as Found[],
    commands: [] as Found[],
    strings: new Set<string>(),
    literals: [] as Found[],
  };
  const found = (node: ts.Node, words: string): Found => ({
    where: `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`,
    text: words,
  });

  const takeKey = (node: ts.Expression): void => {
    if (ts.isParenthesizedExpression(node)) takeKey(node.expression);
    else if (ts.isStringLiteralLike(node)) uses.said.push(found(node, node.text));
    else if (ts.isTemplateExpression(node)) uses.patterns.push(found(node, patternOf(node)));
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(takeKey);
    else if (ts.isBinaryExpression(node)) [node.left, node.right].forEach(takeKey);
  };
  const takeLiteral = (node: ts.Node, words: string): void => {
    const clean = words.trim();
    if (/\p{L}/u.test(clean) && !names.has(clean)) uses.literals.push(found(node, clean));
  };
  const takeCommand = ({ properties }: ts.ObjectLiteralExpression): void => {
    const named = (name: string) => properties.find((property) => property.name?.getText(source) === name);
    const id = named('id');
    if (!named('run') || !id || !ts.isPropertyAssignment(id)) return;
    if (ts.isStringLiteralLike(id.initializer) && id.initializer.text.includes('.'))
      uses.commands.push(found(id, id.initializer.text));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) uses.strings.add(node.text);
    if (ts.isTemplateExpression(node)) uses.strings.add(patternOf(node));
    if (ts.isCallExpression(node) && speakers.has(calleeOf(node)) && node.arguments[0])
      takeKey(node.arguments[0]);
    if (ts.isObjectLiteralExpression(node)) takeCommand(node);
    if (ts.isJsxText(node)) takeLiteral(node, node.text);
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText(source)) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value && ts.isStringLiteralLike(value)) takeLiteral(node, value.text);
      if (value && ts.isTemplateExpression(value)) takeLiteral(node, patternOf(value).replaceAll('*', ''));
    }
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      if (ts.isStringLiteralLike(node.expression)) takeLiteral(node, node.expression.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

function calleeOf({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

function patternOf(node: ts.TemplateExpression): string {
  return node.head.text + node.templateSpans.map(({ literal }) => `*${literal.text}`).join('');
}
