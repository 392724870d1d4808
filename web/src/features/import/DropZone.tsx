import { FileUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { bytes } from '../../lib/format';
import css from './import.module.css';

interface Props {
  chosen: { name: string; file: File } | null;
  /** Name of the file that is being read. */
  reading: string | null;
  disabled: boolean;
  onFile: (file: File) => void;
}

/** Where a file is dropped or chosen. */
export function DropZone({ chosen, reading, disabled, onFile }: Props) {
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
      data-over={over || undefined}
      data-small={chosen || reading ? true : undefined}
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
          <strong>{chosen.name}</strong> <span className="dim tnum">{bytes(chosen.file.size)}</span>
        </span>
      ) : reading ? (
        <strong>{reading}</strong>
      ) : (
        <strong>Drop a file here, or choose one</strong>
      )}
      <span className="dim">
        {chosen || reading
          ? 'Drop or choose another one to take its place'
          : 'Chargers or vehicles, CSV or JSON'}
      </span>
      <input
        type="file"
        aria-label="File to import"
        accept=".csv,.json,text/csv,application/json"
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
