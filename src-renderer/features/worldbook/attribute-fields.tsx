import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import type { AttributeRow } from './entry-form.ts';
import { changeForm } from './entry-store.ts';
import { FormPart } from './form-part.tsx';
import { withoutLine, withLine } from './lines.ts';

/** Facts in a word each: "eyes: grey". */
export function AttributeFields({ rows }: { readonly rows: readonly AttributeRow[] }): ReactNode {
  const say = useSay();
  const change = (attributes: readonly AttributeRow[]): void => changeForm({ attributes });
  const isTwice = (name: string): boolean =>
    name.trim() !== '' && rows.filter((row) => row.name.trim() === name.trim()).length > 1;
  return (
    <FormPart
      title={say('worldbook.attributes')}
      addLabel={say('worldbook.addAttribute')}
      onAdd={() => change([...rows, { name: '', value: '' }])}
    >
      {rows.map((row, at) => (
        <div key={at} className="attribute-row">
          <TextField
            label={say('worldbook.attributeName')}
            isLabelHidden
            placeholder={say('worldbook.attributeName')}
            value={row.name}
            error={isTwice(row.name) ? say('worldbook.attributeTwice') : null}
            onChange={(name) => change(withLine(rows, at, { name }))}
          />
          <TextField
            label={say('worldbook.attributeValue')}
            isLabelHidden
            placeholder={say('worldbook.attributeValue')}
            value={row.value}
            onChange={(value) => change(withLine(rows, at, { value }))}
          />
          <IconButton
            icon={X}
            label={say('worldbook.remove')}
            onPress={() => change(withoutLine(rows, at))}
          />
        </div>
      ))}
    </FormPart>
  );
}
