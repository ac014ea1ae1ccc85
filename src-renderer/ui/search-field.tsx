import { Search, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import {
  Button,
  Input,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import './field.css';
import './search-field.css';

export interface SearchFieldProps extends Omit<
  AriaSearchFieldProps,
  'className' | 'style' | 'children' | 'aria-label'
> {
  /** Read out, and shown while the field is empty unless a placeholder is given. */
  readonly label: string;
  readonly placeholder?: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A line to search by; Escape empties it. */
export function SearchField({ label, placeholder, className, ref, ...props }: SearchFieldProps): ReactNode {
  return (
    <AriaSearchField {...props} aria-label={label} className={classNames('search-field', className)}>
      <Search size={14} aria-hidden className="search-field-sign" />
      <Input
        {...(ref ? { ref } : {})}
        placeholder={placeholder ?? label}
        className="field-input search-field-input"
      />
      <Button className="search-field-clear">
        <X size={14} aria-hidden />
      </Button>
    </AriaSearchField>
  );
}
