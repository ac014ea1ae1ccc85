// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { registerCommands } from '../../../../../src-renderer/features/commands/commands.ts';
import { isShortcut, listenForShortcuts } from '../../../../../src-renderer/features/commands/shortcuts.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  document.body.replaceChildren();
});

function desk(html: string): {
  readonly ran: string[];
  press(selector: string, init: KeyboardEventInit): void;
} {
  document.body.innerHTML = html;
  const ran: string[] = [];
  const command = (id: string, shortcut: string) => ({ id, shortcut, run: () => void ran.push(id) });
  ends.push(
    registerCommands([command('next', 'F6'), command('find', 'Mod+F'), command('card', 'Alt+Enter')]),
    listenForShortcuts(window),
  );
  return {
    ran,
    press: (selector, init) =>
      void document
        .querySelector(selector)!
        .dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })),
  };
}

test('a widget that keeps its keys to itself does not cut F6 and the like off', () => {
  const { ran, press } = desk('<input>');
  document.querySelector('input')!.addEventListener('keydown', (event) => event.stopPropagation());
  press('input', { key: 'F6' });
  press('input', { key: 'f', ctrlKey: true });
  expect(ran).toEqual(['next', 'find']);
});

test('a key that a field has handled itself runs no command, and one key runs one command once', () => {
  const { ran, press } = desk('<input>');
  document.querySelector('input')!.addEventListener('keydown', (event) => event.preventDefault());
  press('input', { key: 'Enter', altKey: true });
  expect(ran).toEqual([]);
  press('input', { key: 'F6' });
  expect(ran).toEqual(['next']);
});

test('nothing happens behind an open dialog', () => {
  const { ran, press } = desk('<div class="dialog-overlay"><button>OK</button></div>');
  press('button', { key: 'F6' });
  expect(ran).toEqual([]);
});

test('a shortcut is not taken for one with another modifier', () => {
  const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);
  expect(isShortcut(key({ key: 'g', ctrlKey: true, shiftKey: true }), 'Mod+Shift+G')).toBe(true);
  expect(isShortcut(key({ key: 'g', ctrlKey: true }), 'Mod+Shift+G')).toBe(false);
  expect(isShortcut(key({ key: 'F6', shiftKey: true }), 'F6')).toBe(false);
});
