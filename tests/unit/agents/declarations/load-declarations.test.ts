import { expect, test } from 'vitest';
import { loadDeclarations } from '../../../../agents/load-declarations.ts';
import { roles } from '../../../../src-shared/domain/model.ts';
import { taskNames } from '../../../../agents/declarations.ts';

const agents = (change: (text: string) => string) => {
  const text = roles.map((role) => `${role}:\n  role: someone\n  goal: Do it.\n  temperature: 0\n`).join('');
  return { agents: { file: 'agents.yaml', text: change(text) } };
};
const lineOf = (text: string, words: string) =>
  text.split('\n').findIndex((line) => line.includes(words)) + 1;

test('the declarations that come along are whole: every agent, every task', () => {
  const loaded = loadDeclarations();
  expect(Object.keys(loaded.agents).sort()).toEqual([...roles].sort());
  expect(Object.keys(loaded.tasks).sort()).toEqual([...taskNames].sort());
  expect(loaded.agents.writer.prompt).toBeNull();
});

test.each<[string, (text: string) => string, string, string]>([
  ['an unknown key', (t) => t.replace('goal', 'gaol'), 'gaol', 'director: "gaol" is not known here'],
  [
    'a wrong type',
    (t) => t.replace('temperature: 0', 'temperature: warm'),
    'warm',
    'director.temperature: it should be a number, not "warm"',
  ],
  [
    'a value out of range',
    (t) => t.replace('temperature: 0', 'temperature: 3'),
    '3',
    'director.temperature: it must be at most 2, not 3',
  ],
  ['an unknown agent', (t) => `${t}poet:\n  role: a\n`, 'poet', '"poet" is not known here'],
  [
    'a text where keys belong',
    (t) => t.replace(/^writer:\n(?: .*\n)+/mu, 'writer: a novelist\n'),
    'writer',
    'writer: it should be a group of keys, not "a novelist"',
  ],
])('%s in agents.yaml is named by file, line and words', (...[, change, words, reason]) => {
  const files = agents(change);
  const line = lineOf(files.agents.text, words);
  expect(() => loadDeclarations(null, files)).toThrow(
    expect.objectContaining({ code: 'DECLARATION_INVALID', data: { file: 'agents.yaml', line, reason } }),
  );
});

test('a missing agent is named; the fault is not put on another line of another agent', () => {
  const files = agents((text) => text.replace(/^editor:\n(?: .*\n)+/mu, ''));
  expect(() => loadDeclarations(null, files)).toThrow(
    expect.objectContaining({ data: { file: 'agents.yaml', line: 1, reason: 'editor: it is missing' } }),
  );
});

test('a missing field is named at the agent that lacks it', () => {
  const files = agents((text) => text.replace(/(writer:\n {2}role: someone\n) {2}goal: Do it.\n/u, '$1'));
  const line = lineOf(files.agents.text, 'writer:');
  expect(() => loadDeclarations(null, files)).toThrow(
    expect.objectContaining({ data: { file: 'agents.yaml', line, reason: 'writer.goal: it is missing' } }),
  );
});

test('YAML that is none says so with its line', () => {
  const files = agents((text) => `${text}\n  broken: [1, 2\n`);
  expect(() => loadDeclarations(null, files)).toThrow(/is not valid YAML/);
});

test('a key that stands twice is refused: the second would win in silence', () => {
  const files = agents((text) => text.replace('  goal: Do it.\n', '  goal: Do it.\n  goal: Do not.\n'));
  expect(() => loadDeclarations(null, files)).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ line: 4 }) as unknown }),
  );
});

test("a novel's override changes what it names and nothing else", () => {
  const base = loadDeclarations();
  const model = { provider: 'embedded', file: '/models/large.gguf', contextTokens: 32768, threads: null };
  const loaded = loadDeclarations({
    agents: { writer: { temperature: 1.1, model } },
    tasks: { 'write-beat': { answerTokens: 300 } },
  });
  expect(loaded.agents.writer).toEqual({ ...base.agents.writer, temperature: 1.1, model });
  expect(loaded.tasks['write-beat'].answerTokens).toBe(300);
  expect({ ...loaded.agents, writer: null }).toEqual({ ...base.agents, writer: null });
});

test('an override of one field does not reset the fields beside it that the file had set', () => {
  const files = agents((text) =>
    text.replace('writer:\n', `writer:\n  model: {provider: embedded, file: a.gguf}\n`),
  );
  const loaded = loadDeclarations({ agents: { writer: { temperature: 1 } } }, files);
  expect(loaded.agents.writer.model).toMatchObject({ file: 'a.gguf' });
});

test.each([
  [{ agents: { writer: { temprature: 1 } } }, 'agents.writer: "temprature" is not known here'],
  [{ agents: { poet: {} } }, 'agents: "poet" is not known here'],
  [
    { tasks: { 'write-beat': { answerTokens: 3 } } },
    'tasks.write-beat.answerTokens: it must be at least 16, not 3',
  ],
  [{ crews: {} }, '"crews" is not known here'],
  ['agents: 3', 'agents: it should be a group of keys, not 3'],
])('an override with a fault is refused in plain words: %j', (overrides, reason) => {
  expect(() => loadDeclarations(overrides)).toThrow(
    expect.objectContaining({
      code: 'DECLARATION_INVALID',
      data: expect.objectContaining({ reason }) as unknown,
    }),
  );
});

const prompt = (task: string) =>
  `# Instructions\n{{role}} {{goal}} {{style}}\n\n# Plot\n{{plot}}\n\n# Characters\n{{characters}}\n\n# Recent\n{{recent}}\n\n# Task\n${task}`;

test('a prompt that replaces a file is checked when it is loaded, not when the chapter is half written', () => {
  const whole = prompt('{{words}} {{tone}} {{cast}} {{happens}}');
  expect(loadDeclarations({ agents: { writer: { prompt: whole } } }).agents.writer.prompt).toBe(whole);
  expect(() => loadDeclarations({ agents: { writer: { prompt: prompt('{{words}} {{cast}}') } } })).toThrow(
    expect.objectContaining({
      data: expect.objectContaining({ reason: 'the prompt lacks {{tone}}, {{happens}}' }) as unknown,
    }),
  );
  expect(() => loadDeclarations({ agents: { writer: { prompt: `${whole} {{wrods}}` } } })).toThrow(
    /\{\{wrods\}\} is unknown here/,
  );
});
