import { Modal, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Clapperboard, EvCharger, type LucideIcon, Play, Square, SunMoon } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { startCharger, stopCharger } from '../api/calls';
import { listScenarios } from '../api/scenarioCalls';
import type { Charger, Scenario } from '../api/types';
import { ConnectionMark } from '../components/ConnectionMark';
import { openTransactions, StopChargerDialog } from '../components/StopChargerDialog';
import { StopRunDialog } from '../components/StopRunDialog';
import { showDone, showFailed } from '../components/toasts';
import { type Live, useFleet, useLive } from '../live/live';
import css from './palette.module.css';
import { closePalette } from './paletteState';
import { views } from './SideBar';

interface Command {
  key: string;
  name: string;
  hint?: string;
  icon: LucideIcon;
  chargerId?: string;
  /** A charger with transactions that would end, or the run that would: asked before. */
  asks?: Charger | 'run';
  run(): void;
}

const most = 40;

/** The open palette. */
export default function Palette() {
  const live = useLive();
  const navigate = useNavigate();
  const { toggleColorScheme } = useMantineColorScheme();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [asking, setAsking] = useState<Charger | 'run' | null>(null);
  const listRef = useRef<HTMLDivElement>(null);

  const fleet = useFleet();
  const running = fleet?.scenario ?? null;
  const runningTitle = running?.title;
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: listScenarios, staleTime: 60_000 }).data;

  const commands = useMemo(() => {
    const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fixed: Command[] = [
      ...views.map(({ to, name, icon }) => ({
        key: to,
        name: `Go to ${name}`,
        icon,
        run: () => void navigate({ to }),
      })),
      ...scenarioCommands(
        scenarios ?? [],
        runningTitle,
        (search) => void navigate({ to: '/scenarios', search }),
      ),
      { key: 'theme', name: 'Switch between light and dark', icon: SunMoon, run: toggleColorScheme },
    ].filter((command) => words.every((word) => command.name.toLowerCase().includes(word)));
    const open = (id: string) => void navigate({ to: '/chargers/$chargerId', params: { chargerId: id } });
    return [...fixed, ...chargerCommands(live, words, open)].slice(0, most);
  }, [text, live, navigate, toggleColorScheme, scenarios, runningTitle]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    if (command.asks) {
      setAsking(command.asks);
      return;
    }
    closePalette();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && commands.length > 0) {
      event.preventDefault();
      const next = (active + step + commands.length) % commands.length;
      setActive(next);
      listRef.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(commands[active]);
    }
  };

  if (asking === 'run')
    return fleet && running ? (
      <StopRunDialog locationId={fleet.locationId} title={running.title} onClose={closePalette} />
    ) : null;
  if (asking) return <StopChargerDialog charger={asking} onClose={closePalette} />;
  return (
    <Modal
      opened
      onClose={closePalette}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      centered={false}
      aria-label="Commands"
    >
      <div className={css.palette}>
        <input
          className={css.input}
          placeholder="A charger, a view, or start CP001…"
          aria-label="Command"
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={commands[active] ? `palette-${active}` : undefined}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
        />
        <div id="palette-list" role="listbox" aria-label="Commands" className={css.list} ref={listRef}>
          {commands.map((command, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the focus and handles the keys
            <div
              key={command.key}
              id={`palette-${index}`}
              role="option"
              aria-selected={index === active}
              className={css.item}
              onMouseMove={() => setActive(index)}
              onClick={() => run(command)}
            >
              <command.icon size={15} aria-hidden />
              <span className="grow ellipsis">{command.name}</span>
              {command.hint && <span className="dim">{command.hint}</span>}
              {command.chargerId && <Connection id={command.chargerId} />}
            </div>
          ))}
          {commands.length === 0 && <div className={css.none}>Nothing is called that.</div>}
        </div>
      </div>
    </Modal>
  );
}

function Connection({ id }: { id: string }) {
  const row = useLive().chargers.get(id);
  return row ? <ConnectionMark state={row.charger.connection} /> : null;
}

/** What runs can be seen and stopped; of each scenario the form is opened. */
function scenarioCommands(
  scenarios: readonly Scenario[],
  running: string | undefined,
  open: (search: { show?: 'run'; scenario?: string }) => void,
): Command[] {
  const all = scenarios.map(({ name, title }) => ({
    key: `run ${name}`,
    name: `Run ${title}…`,
    hint: 'scenario',
    icon: Clapperboard,
    run: () => open({ scenario: name }),
  }));
  if (running === undefined) return all;
  return [
    { key: 'run', name: `Show the run of ${running}`, icon: Clapperboard, run: () => open({ show: 'run' }) },
    { key: 'stop run', name: `Stop ${running}…`, icon: Square, asks: 'run', run: () => undefined },
    ...all,
  ];
}

/** `start`, `stop` or nothing, then a part of the id. */
function chargerCommands(live: Live, words: string[], open: (id: string) => void): Command[] {
  const verb = words[0] === 'start' || words[0] === 'stop' ? words[0] : null;
  const text = words.slice(verb ? 1 : 0).join(' ');
  if (!text && !verb) return [];
  const found: Command[] = [];
  for (const { charger } of live.chargers.all()) {
    if (found.length >= most) break;
    const { id } = charger;
    if (text && !id.toLowerCase().includes(text)) continue;
    const hint = `${charger.vendor} ${charger.model}`;
    if (!verb) found.push({ key: id, name: id, hint, icon: EvCharger, chargerId: id, run: () => open(id) });
    if (!charger.running && verb !== 'stop')
      found.push({
        key: `start ${id}`,
        name: `Start ${id}`,
        icon: Play,
        run: () => act(startCharger(id), `${id} started`),
      });
    if (charger.running && (verb === 'stop' || (text && !verb && id.toLowerCase() === text)))
      found.push({
        key: `stop ${id}`,
        name: `Stop ${id}`,
        icon: Square,
        asks: openTransactions(charger) > 0 ? charger : undefined,
        run: () => act(stopCharger(id), `${id} stopped`),
      });
  }
  return found;
}

function act(call: Promise<unknown>, done: string): void {
  call.then(() => showDone(done)).catch((error: unknown) => showFailed('That did not work', error));
}
