import { messageOf } from '../../api/problem';
import { count } from '../../lib/format';
import css from './csms.module.css';

interface Props {
  /** What came of sending; null when it was not sent. */
  error: unknown;
  /** Everything that is wrong, by path. */
  problems: Record<string, string>;
  /** Those that no field shows. */
  elsewhere: readonly string[];
}

/** Why a call was not sent, with what no field of the form can show. */
export function CallProblems({ error, problems, elsewhere }: Props) {
  const wrong = Object.keys(problems).length;
  if (wrong === 0 && !error) return null;
  const marked = wrong - elsewhere.length;
  return (
    <div role="alert" tabIndex={-1} className={css.bad}>
      {wrong === 0 ? messageOf(error) : 'The call was not sent.'}
      {marked > 0 && ` ${marked === 1 ? 'One field is' : `${count(marked)} fields are`} marked above.`}
      {elsewhere.map((path) => (
        <div key={path}>
          <span className="mono">{path || 'payload'}</span> {problems[path]}
        </div>
      ))}
    </div>
  );
}
