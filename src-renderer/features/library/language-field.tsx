import type { ReactNode } from 'react';
import { servesLanguage } from '../../../src-shared/domain/language-support.ts';
import { Select } from '../../ui/select.tsx';
import { useSay, useWords } from '../../words.ts';
import { languageChoices, languageName } from './languages.ts';

/** The language a novel is written in, and what does not serve it. */
export function LanguageField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (tag: string) => void;
}): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const isServed = servesLanguage('grammar', value);
  return (
    <Select
      label={say('library.language')}
      choices={languageChoices(locale, value)}
      value={value}
      onChange={onChange}
      help={
        isServed ? undefined : say('library.languageNotServed', { language: languageName(value, locale) })
      }
    />
  );
}
