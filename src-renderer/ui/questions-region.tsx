import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useQuestions } from './questions.ts';
import './questions-region.css';

/** Where questions of `ask` and `confirm` appear, one at a time; once in the window. */
export function QuestionsRegion(): ReactNode {
  const question = useQuestions((state) => state.questions[0]);
  if (!question) return null;
  const { answers, answer } = question;
  const focusAt = answers.at(-1)?.variant === 'danger' ? 0 : answers.length - 1;
  return (
    <Dialog
      key={question.id}
      isOpen
      onClose={() => answer(null)}
      title={question.title}
      size={answers.length > 2 ? 'medium' : 'small'} // three answers stand in one row
      role="alertdialog"
      isDismissable={false}
      footer={answers.map(({ id, label, variant }, at) => (
        <Button key={id} variant={variant ?? 'plain'} autoFocus={at === focusAt} onPress={() => answer(id)}>
          {label}
        </Button>
      ))}
    >
      <p className="questions-text">{question.text}</p>
    </Dialog>
  );
}
