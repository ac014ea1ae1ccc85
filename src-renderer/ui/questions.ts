import { create } from 'zustand';

/** One way to answer a question. */
export interface Answer<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly variant?: 'plain' | 'primary' | 'danger';
}

export interface Question<Id extends string = string> {
  readonly title: string;
  readonly text: string;
  /** In order; the last one is the main one and has the focus, unless it is dangerous. */
  readonly answers: readonly Answer<Id>[];
}

interface OpenQuestion extends Question {
  readonly id: number;
  readonly answer: (id: string | null) => void;
}

export const useQuestions = create<{ readonly questions: readonly OpenQuestion[] }>()(() => ({
  questions: [],
}));
let lastId = 0;

/** Asks the writer by a dialog; null where it was put away with Escape. Questions wait for each other. */
export function ask<Id extends string>(question: Question<Id>): Promise<Id | null> {
  return new Promise((resolve) => {
    const id = ++lastId;
    const answer = (chosen: string | null): void => {
      useQuestions.setState(({ questions }) => ({ questions: questions.filter((each) => each.id !== id) }));
      resolve(chosen as Id | null);
    };
    useQuestions.setState(({ questions }) => ({ questions: [...questions, { ...question, id, answer }] }));
  });
}

/** Asks before something that cannot be taken back or costs something; true for yes. */
export async function confirm({
  title,
  text,
  yes,
  no,
  isDanger = false,
}: {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isDanger?: boolean;
}): Promise<boolean> {
  const answers = [
    { id: 'no', label: no },
    { id: 'yes', label: yes, variant: isDanger ? 'danger' : 'primary' },
  ] as const;
  return (await ask<'no' | 'yes'>({ title, text, answers })) === 'yes';
}
