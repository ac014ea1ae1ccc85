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
  const clock = useDraft({
    stored: moment ? clockOf(moment) : '',
    save: (text) => {
      const typed = parseClock(text);
      setWrong(typed === null && text.trim() !== '');
      if (typed) onChange(storyTimeOf({ day: moment?.day ?? 1, ...typed }));
    },
  });
  const day = useDraft({
    stored: moment ? String(moment.day) : '',
    save: (text) => {
      if (text !== '') onChange(storyTimeOf({ hour: 0, minute: 0, ...moment, day: Number(text) }));
      else if (value !== null) onChange(null);
    },
    afterMs: 800,
  });
  return (
    <div role="group" aria-label={say('outline.storyTime')} className="story-time">
      <span className="field-label">{say('outline.storyTime')}</span>
      <div className="story-time-fields">
        <NumberField
          label={say('outline.storyDay')}
          value={day.text === '' ? NaN : Number(day.text)}
          onChange={(typed) => day.type(Number.isNaN(typed) ? '' : String(Math.round(typed)))}
          onBlur={day.keep}
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
