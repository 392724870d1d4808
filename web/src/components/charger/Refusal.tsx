import { messageOf } from '../../api/problem';
import css from './fields.module.css';

interface Props {
  error: unknown;
  /** Fields that the form does not have, with what is wrong with them. */
  others: [string, string][];
}

/** Why the server did not take the form. */
export const Refusal = ({ error, others }: Props) => (
  <div role="alert" className={css.bad}>
    {messageOf(error)}
    {others.map(([field, message]) => (
      <div key={field}>
        <span className="mono">{field}</span>: {message}
      </div>
    ))}
  </div>
);
