import { memo } from 'react';
import css from './run.module.css';
import { Shape } from './Shape';

/** What the marks and bars of the timeline mean. */
export const Legend = memo(function Legend() {
  return (
    <ul className={css.legend} aria-label="Legend">
      <li>
        <Shape shape="plan" /> planned
      </li>
      <li>
        <Shape shape="reaction" /> reaction
      </li>
      <li>
        <Shape shape="consequence" /> consequence
      </li>
      <li>
        <Shape shape="problem" /> refusal, failure
      </li>
      <li>
        <span className={css.swatch} data-what="session" /> session
      </li>
      <li>
        <span className={css.swatch} data-what="car" /> car only
      </li>
      <li>
        <span className={css.swatch} data-what="chaos" /> chaos
      </li>
      <li>
        <span className={css.swatch} data-what="offline" /> offline
      </li>
    </ul>
  );
});
