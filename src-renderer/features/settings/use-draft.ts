import { useRef, useState } from 'react';
import type { z } from 'zod';

interface DraftOptions<Value> {
  readonly schema: z.ZodType<Value>;
  /** What is in use; null while nothing is. */
  readonly kept: Value | null;
  readonly empty: Value;
  readonly onChange: (value: Value) => void;
}

/** A form's values while they are typed. They are in use as soon as they are whole and a field is left. */
export interface Draft<Value> {
  readonly value: Value;
  /** Typed, not yet in use. */
  readonly type: (change: Partial<Value>) => void;
  /** Chosen: in use at once where the whole is right. */
  readonly choose: (change: Partial<Value>) => void;
  readonly leave: () => void;
  /** True where a field that was left is wrong. */
  readonly isWrong: (field: keyof Value) => boolean;
}

/** Holds what is typed into a form until it is whole, and hands it on then. */
export function useDraft<Value extends object>({
  schema,
  kept,
  empty,
  onChange,
}: DraftOptions<Value>): Draft<Value> {
  const [value, setValue] = useState<Value>(kept ?? empty);
  const [isLeft, setLeft] = useState(kept !== null);
  const latest = useRef(value); // one gesture may type, choose and leave before anything is drawn
  const parsed = schema.safeParse(value);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]));
  const type = (change: Partial<Value>): void => {
    latest.current = { ...latest.current, ...change };
    setValue(latest.current);
  };
  const keep = (): void => {
    const whole = schema.safeParse(latest.current);
    if (whole.success && JSON.stringify(whole.data) !== JSON.stringify(kept)) onChange(whole.data);
  };
  return {
    value,
    type,
    choose: (change) => {
      type(change);
      keep();
    },
    leave: () => {
      setLeft(true);
      keep();
    },
    isWrong: (field) => isLeft && wrong.has(field as string),
  };
}
