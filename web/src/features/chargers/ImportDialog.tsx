import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { FileJson } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { importChargers } from '../../api/calls';
import { ApiError, messageOf } from '../../api/problem';
import type { ImportReport } from '../../api/types';
import dialog from '../../components/dialog.module.css';
import { showDone } from '../../components/toasts';
import css from './import.module.css';

interface Chosen {
  name: string;
  text: string;
}

/** A JSON file of chargers: first what would happen, then the commit. All or nothing. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<Chosen | null>(null);
  const dryRun = useMutation({ mutationFn: (text: string) => importChargers(text, true) });
  const commit = useMutation({
    mutationFn: (text: string) => importChargers(text, false),
    onSuccess: (report) => {
      showDone(`${report.created} ${report.created === 1 ? 'charger' : 'chargers'} created`, file?.name);
      onClose();
    },
  });
  const report = reportOf(commit.error) ?? dryRun.data ?? reportOf(dryRun.error);
  const failure = [commit.error, dryRun.error].find((error) => error && !reportOf(error));

  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    dryRun.reset();
    commit.reset();
    const text = await chosen.text();
    setFile({ name: chosen.name, text });
    dryRun.mutate(text);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void choose(event.dataTransfer.files[0]);
  };

  return (
    <Modal opened onClose={onClose} title="Import chargers" size={620}>
      <label className={css.drop} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <FileJson size={20} strokeWidth={1.5} aria-hidden />
        <span>{file ? file.name : 'Drop a JSON file here, or choose one'}</span>
        <span className="dim">An array of chargers, each with an id and its evses</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </label>
      <p className="dim">
        <a download="chargers.json" href={`data:application/json,${encodeURIComponent(sample)}`}>
          Download a sample file
        </a>{' '}
        with two chargers.
      </p>
      {failure && (
        <p role="alert" className={css.bad}>
          {messageOf(failure)}
        </p>
      )}
      {report && <Report report={report} />}
      <div className={dialog.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          disabled={!file || !report?.valid}
          loading={commit.isPending || dryRun.isPending}
          onClick={() => file && commit.mutate(file.text)}
        >
          {report?.valid ? `Import ${report.created}` : 'Import'}
        </Button>
      </div>
    </Modal>
  );
}

function Report({ report }: { report: ImportReport }) {
  if (report.valid)
    return (
      <p className={css.summary} role="status">
        The file is valid: {report.created} to create
        {report.updated > 0 && `, ${report.updated} to update`}
        {report.unchanged > 0 && `, ${report.unchanged} unchanged`}. Nothing is changed yet.
      </p>
    );
  return (
    <div className={css.errors}>
      <p role="alert" className={css.bad}>
        Nothing was imported. Mend {report.errors.length === 1 ? 'this' : `these ${report.errors.length}`} and
        choose the file again:
      </p>
      <table>
        <thead>
          <tr>
            <th className="num">Line</th>
            <th>Charger</th>
            <th>Field</th>
            <th>What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {report.errors.slice(0, 200).map((error) => (
            <tr key={`${error.line}/${error.field}/${error.message}`}>
              <td className="num">{error.line}</td>
              <td>{chargerOf(report, error.field) ?? '–'}</td>
              <td className="mono">{error.field}</td>
              <td>{error.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A file to begin with: the least that a charger needs, and one with everything. */
const sample = `${JSON.stringify(
  [
    { id: 'CP001', evses: [{ id: 1 }] },
    {
      id: 'CP002',
      vendor: 'Acme',
      model: 'DC150',
      serialNumber: 'SN-0002',
      firmwareVersion: '1.0.0',
      meterIntervalSeconds: 10,
      evses: [
        {
          id: 1,
          currentType: 'DC',
          connectorType: 'CCS2',
          maxPowerW: 150_000,
          voltageV: 400,
          cable: 'fixed',
        },
        { id: 2, currentType: 'AC', connectorType: 'Type2', maxPowerW: 22_000, phases: 3, cable: 'socket' },
      ],
      configuration: { HeartbeatInterval: '60' },
    },
  ],
  null,
  2,
)}\n`;

/** Fields begin with the place of the item that they belong to: `[4].evses[0].id`. */
function chargerOf(report: ImportReport, field: string): string | null | undefined {
  const index = /^\[(\d+)\]/.exec(field)?.[1];
  return index === undefined ? null : report.items[Number(index)]?.id;
}

/** An invalid file is a 422 whose body is the report. */
function reportOf(error: unknown): ImportReport | undefined {
  const body = error instanceof ApiError ? (error.body as Partial<ImportReport> | undefined) : undefined;
  return Array.isArray(body?.errors) ? (body as ImportReport) : undefined;
}
