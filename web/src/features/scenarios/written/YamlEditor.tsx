import { useRef } from 'react';
import type { ScenarioError } from '../../../api/types';
import css from './written.module.css';

interface Props {
  text: string;
  errors: readonly ScenarioError[];
  disabled: boolean;
  onChange: (text: string) => void;
}

/** Where the line of an error begins and ends in the text. */
export function rangeOf(text: string, line: number): [number, number] {
  const lines = text.split('\n');
  const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
}

/** A file as text with its line numbers, and what is to mend beside it; a mistake leads to its line. */
export function YamlEditor({ text, errors, disabled, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = text.split('\n').length;
  const wrong = new Set(errors.map(({ line }) => line));
  const show = ({ line }: ScenarioError) => {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setSelectionRange(...rangeOf(text, line));
    if (field.parentElement) field.parentElement.scrollTop = Math.max(0, (line - 5) * lineHeight);
  };
  return (
    <div className={css.editor}>
      <div className={css.file}>
        <div className={css.gutter} aria-hidden>
          {Array.from({ length: lines }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
            <span key={index} data-wrong={wrong.has(index + 1) || undefined}>
              {index + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          className={css.text}
          aria-label="Text of the file"
          aria-invalid={errors.length > 0}
          spellCheck={false}
          wrap="off"
          rows={lines}
          disabled={disabled}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      {errors.length > 0 && (
        <ul className={css.errors} aria-label="What to mend">
          {errors.map((error) => (
            <li key={`${error.line}:${error.column} ${error.field} ${error.message}`}>
              <button type="button" onClick={() => show(error)}>
                <span className="tnum">
                  {error.line}:{error.column}
                </span>{' '}
                <span>
                  <strong>{error.field || 'file'}</strong> {error.message}
                  {error.value !== null && <code> {error.value}</code>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const lineHeight = 18;
