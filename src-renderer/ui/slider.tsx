import type { ReactNode } from 'react';
import { Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { FieldLabel } from './field.tsx';
import './slider.css';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Once the writer lets go, or after each key. */
  readonly onChangeEnd?: (value: number) => void;
}

/** A number on a line, in whole steps. */
export function Slider({ label, value, min, max, onChange, onChangeEnd }: SliderProps): ReactNode {
  return (
    <AriaSlider
      value={value}
      minValue={min}
      maxValue={max}
      onChange={onChange}
      {...(onChangeEnd ? { onChangeEnd } : {})}
      className="slider"
    >
      <span className="slider-words">
        <FieldLabel label={label} />
        <SliderOutput className="slider-value" />
      </span>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </AriaSlider>
  );
}
