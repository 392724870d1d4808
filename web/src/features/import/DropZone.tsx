import { FileUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { bytes } from '../../lib/format';
import css from './import.module.css';

interface Props {
  label: string;
  /** What kinds of file they are. */
  holds: string;
  accept: string;
  chosen: File | null;
  disabled: boolean;
  onFile: (file: File) => void;
}

/** Where a file is dropped or chosen. */
export function DropZone({ label, holds, accept, chosen, disabled, onFile }: Props) {
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !disabled) onFile(file);
  };
  return (
    <label
      className={css.drop}
      data-over={(over && !disabled) || undefined}
      data-disabled={disabled || undefined}
      data-small={chosen ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileUp size={20} strokeWidth={1.5} aria-hidden />
      {chosen ? (
        <span>
          <strong>{chosen.name}</strong> <span className="dim tnum">{bytes(chosen.size)}</span>
        </span>
      ) : (
        <strong>Drop a file here, or choose one</strong>
      )}
      <span className="dim">{chosen ? 'Drop or choose another one to take its place' : holds}</span>
      <input
        type="file"
        aria-label={label}
        accept={accept}
        disabled={disabled}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file, mended, can be chosen again.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
