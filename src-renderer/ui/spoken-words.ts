import { say, useWords } from '../words.ts';

type Speak = (values?: Readonly<Record<string, string | number | boolean>>) => string;

const grid = [
  'deselectedItem',
  'select',
  'selectedCount',
  'selectedAll',
  'selectedItem',
  'longPressToSelect',
];
const tree = ['expand', 'collapse'];

/** What the widget library reads out, by its parts; the words stand in the catalogues as `spoken.<name>`. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  '@react-aria/autocomplete': ['collectionLabel'],
  '@react-aria/combobox': [
    'focusAnnouncement',
    'countAnnouncement',
    'selectedAnnouncement',
    'buttonLabel',
    'listboxLabel',
  ],
  '@react-aria/dnd': [
    'dragItem',
    'dragSelectedItems',
    'dragDescriptionKeyboard',
    'dragDescriptionKeyboardAlt',
    'dragDescriptionTouch',
    'dragDescriptionVirtual',
    'dragDescriptionLongPress',
    'dragSelectedKeyboard',
    'dragSelectedKeyboardAlt',
    'dragSelectedLongPress',
    'dragStartedKeyboard',
    'dragStartedTouch',
    'dragStartedVirtual',
    'endDragKeyboard',
    'endDragTouch',
    'endDragVirtual',
    'dropDescriptionKeyboard',
    'dropDescriptionTouch',
    'dropDescriptionVirtual',
    'dropCanceled',
    'dropComplete',
    'dropIndicator',
    'dropOnRoot',
    'dropOnItem',
    'insertBefore',
    'insertBetween',
    'insertAfter',
  ],
  '@react-aria/grid': grid,
  '@react-aria/gridlist': [...grid, ...tree],
  '@react-aria/menu': ['longPressMessage'],
  '@react-aria/numberfield': ['decrease', 'increase', 'numberField'],
  '@react-aria/overlays': ['dismiss'],
  '@react-aria/searchfield': ['Clear search'],
  '@react-aria/spinbutton': ['Empty'],
  '@react-aria/table': [
    'select',
    'selectAll',
    'sortable',
    'ascending',
    'descending',
    'ascendingSort',
    'descendingSort',
    'columnSize',
    'resizerDescription',
    ...tree,
  ],
  '@react-aria/tag': ['removeDescription', 'removeButtonLabel'],
  '@react-aria/toast': ['close', 'notifications'],
  '@react-aria/tree': tree,
  'react-aria-components': ['selectPlaceholder', 'tableResizer', 'dropzoneLabel'],
};

/**
 * Gives the widget library the app's words for what it reads out: it has none in Indonesian. Call it before the first
 * drawing; a change of language holds from the next word on.
 */
export function lendSpokenWords(): void {
  const spokenBy = (names: readonly string[]): Readonly<Record<string, Speak>> =>
    Object.fromEntries(
      names.map((name) => [name, (values) => say(`spoken.${name.replaceAll(' ', '')}`, plain(values))]),
    );
  Object.assign(window, {
    [Symbol.for('react-aria.i18n.locale')]: useWords.getState().locale,
    [Symbol.for('react-aria.i18n.strings')]: Object.fromEntries(
      Object.entries(spoken).map(([part, names]) => [part, spokenBy(names)]),
    ),
  });
}

const plain = (values: Parameters<Speak>[0] = {}): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
  );
