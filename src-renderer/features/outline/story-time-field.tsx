import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { clockOf, momentOf, parseClock, storyTimeOf } from './story-time.ts';
import { useDraft } from './use-draft.ts';
import './story-time-field.css';

export interface StoryTimeFieldProps {
  readonly value: number | null;
  readonly onChange: (storyTime: number | null) => void;
}

/** When a scene happens: a day of the story and a time of that day; empty means in the order it is read. */
export function StoryTimeField({ value, onChange }: StoryTimeFieldProps): ReactNode {
  const say = useSay();
  const moment = value === null ? null : momentOf(value);
  const [isWrong, setWrong] = useState(false);
  const clock = useDraft(moment ? clockOf(moment) : '', (text) => {
    const typed = parseClock(text);
    setWrong(typed === null && text.trim() !== '');
    if (typed) onChange(storyTimeOf({ day: moment?.day ?? 1, ...typed }));
  });
  const changeDay = (day: number): void => {
    if (!Number.isNaN(day)) onChange(storyTimeOf({ hour: 0, minute: 0, ...moment, day }));
  };
  return (
    <div role="group" aria-label={say('outline.storyTime')} className="story-time">
      <span className="field-label">{say('outline.storyTime')}</span>
      <div className="story-time-fields">
        <NumberField
          label={say('outline.storyDay')}
          value={moment?.day ?? NaN}
          onChange={changeDay}
          step={1}
          className="story-time-day"
        />
        <TextField
          label={say('outline.storyClock')}
          placeholder="00:00"
          value={clock.text}
          onChange={clock.type}
          onBlur={clock.keep}
          onKeyDown={(event) => event.key === 'Enter' && clock.keep()}
          error={isWrong ? say('outline.clockWrong') : null}
          className="story-time-clock"
        />
        {value !== null && (
          <IconButton icon={X} label={say('outline.clearStoryTime')} onPress={() => onChange(null)} />
        )}
      </div>
      <span className="field-help">
        {moment
          ? say('outline.storyMoment', { day: moment.day, clock: clockOf(moment) })
          : say('outline.asRead')}
      </span>
    </div>
  );
}
