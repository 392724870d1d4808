import { Button, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../../../api/problem';
import { checkScenario, getScenarioFile, importScenario } from '../../../api/scenarioFiles';
import type { ScenarioReport } from '../../../api/types';
import dialog from '../../../components/dialog.module.css';
import { SkeletonLines } from '../../../components/SkeletonLines';
import { Failure } from '../../../components/States';
import { showDone } from '../../../components/toasts';
import { DropZone } from '../../import/DropZone';
import { template } from './template';
import css from './written.module.css';
import { YamlEditor } from './YamlEditor';

const pauseMs = 300;

interface Props {
  /** The one to change; null for a new one. */
  name: string | null;
  onSaved: (name: string) => void;
  onClose: () => void;
}

/** A scenario of one's own: dropped, chosen or written here, checked as it is typed, and imported. */
export default function ScenarioFileDialog({ name, onSaved, onClose }: Props) {
  const present = useQuery({
    queryKey: ['scenario-file', name],
    queryFn: () => getScenarioFile(name ?? ''),
    enabled: name !== null,
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title={name === null ? 'New scenario' : `Edit ${name}`} size={760}>
      {name === null || present.data !== undefined ? (
        <Form name={name} initial={present.data ?? ''} onSaved={onSaved} onClose={onClose} />
      ) : present.isError ? (
        <Failure
          what="The file could not be fetched"
          error={present.error}
          retry={() => void present.refetch()}
        />
      ) : (
        <SkeletonLines label="Loading the file" widths={['40%', '70%', '60%']} height={14} gap={10} />
      )}
    </Modal>
  );
}

function Form({ name, initial, onSaved, onClose }: Props & { initial: string }) {
  const queries = useQueryClient();
  const [text, setText] = useState(initial);
  const [file, setFile] = useState<File | null>(null);
  const [checked] = useDebouncedValue(text, pauseMs);
  const check = useQuery({
    queryKey: ['scenario-check', checked],
    queryFn: () => checkScenario(checked),
    enabled: checked.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: () => importScenario(text),
    onSuccess: async (report) => {
      if (!report.valid || !report.scenario) return;
      await queries.invalidateQueries({ queryKey: ['scenarios'] });
      showDone(`${report.scenario.title} ${done[report.outcome]}`);
      onSaved(report.scenario.name);
    },
  });
  const read = async (chosen: File) => {
    setFile(chosen);
    setText(await chosen.text());
  };
  const report = text.trim() === '' ? undefined : check.data;
  const fresh = checked === text && !check.isPlaceholderData && !check.isFetching;
  const error = save.error ?? (text.trim() === '' ? null : check.error);
  return (
    <>
      {name === null && (text === '' || file) && (
        <DropZone
          label="Scenario file"
          holds="A YAML file of at most 256 KB; the language is described in docs/scenario-files.md"
          accept=".yaml,.yml,application/yaml"
          chosen={file}
          disabled={save.isPending}
          onFile={(chosen) => void read(chosen)}
        />
      )}
      {text === '' && name === null ? (
        <div className={dialog.buttons}>
          <Button onClick={() => setText(template)}>Write one here</Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      ) : (
        <>
          <YamlEditor
            text={text}
            errors={report?.errors ?? []}
            disabled={save.isPending}
            onChange={setText}
          />
          {error && <p role="alert">{messageOf(error)}</p>}
          <div className={dialog.buttons}>
            <Verdict report={report} />
            <span className="grow" />
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="filled"
              loading={save.isPending}
              disabled={!fresh || !report?.valid}
              onClick={() => save.mutate()}
            >
              {report?.outcome === 'update' ? 'Replace' : 'Import'}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

const done: Readonly<Record<ScenarioReport['outcome'], string>> = {
  create: 'imported',
  update: 'replaced',
  unchanged: 'was there already',
  invalid: 'not imported',
};

function Verdict({ report }: { report: ScenarioReport | undefined }) {
  if (!report) return null;
  const mistakes = report.errors.length;
  const words: Readonly<Record<ScenarioReport['outcome'], string>> = {
    create: 'Can be imported',
    update: `Takes the place of the present ${report.scenario?.name ?? ''}`,
    unchanged: 'Is there already, as it is here',
    invalid: mistakes === 1 ? '1 mistake' : `${mistakes} mistakes`,
  };
  const Icon = report.valid ? CircleCheck : CircleAlert;
  return (
    <span role="status" className={css.verdict} data-wrong={!report.valid || undefined}>
      <Icon size={14} aria-hidden /> {words[report.outcome]}
    </span>
  );
}
