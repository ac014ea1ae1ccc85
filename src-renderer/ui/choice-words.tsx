import type { ReactNode } from 'react';
import { Text } from 'react-aria-components';
import type { Choice } from './select.tsx';

/** What stands for a choice in a list: its label, and its note as a second line. */
export function ChoiceWords({ choice }: { readonly choice: Choice }): ReactNode {
  return (
    <span className="select-words">
      <Text slot="label">{choice.label}</Text>
      {choice.note && (
        <Text slot="description" className="select-note">
          {choice.note}
        </Text>
      )}
    </span>
  );
}
