import type { RunTruth, SessionVerdict } from '../../../api/types';
import { count } from '../../../lib/format';
import css from './truth.module.css';
import { verdictNames, verdicts } from './verdicts';
import { wattHours } from './wattHours';

interface Props {
  totals: RunTruth['totals'];
  chosen: SessionVerdict | undefined;
  onChoose: (verdict: SessionVerdict) => void;
}

/** The energy of the run and where it went; each number of sessions is a filter as well. */
export function Sums({ totals, chosen, onChoose }: Props) {
  const energies: readonly (readonly [name: string, wh: number | null | undefined, colour?: string])[] = [
    ['Delivered', totals.deliveredWh],
    ['Acknowledged', totals.acknowledgedWh, verdicts.complete.colour],
    ['Running', totals.runningWh, verdicts.running.colour],
    ['Queued', totals.queuedWh, verdicts.queued.colour],
    ['Lost', totals.lostWh, verdicts.lost.colour],
    ...(totals.csmsWh == null ? [] : ([['CSMS has', totals.csmsWh]] as const)),
  ];
  return (
    <>
      <dl className={css.energies} aria-label="Energy">
        {energies.map(([name, wh]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tnum">
              {wattHours(wh)}
              <span className="unit">Wh</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className={css.strip} aria-hidden>
        {energies.map(
          ([name, wh, colour]) =>
            colour &&
            wh != null &&
            wh > 0 && <span key={name} style={{ flexGrow: wh, background: colour }} />,
        )}
      </div>
      <fieldset className={css.chips}>
        <legend>Filter by verdict</legend>
        {verdictNames.map((verdict) => {
          const { name, icon: Icon, colour, meaning } = verdicts[verdict];
          return (
            <button
              key={verdict}
              type="button"
              className={css.chip}
              title={meaning}
              aria-pressed={chosen === verdict}
              onClick={() => onChoose(verdict)}
            >
              <Icon size={13} aria-hidden style={{ color: colour }} />
              {name} <span className="tnum">{count(totals[verdict])}</span>
            </button>
          );
        })}
        <span className="dim tnum">of {count(totals.sessions)} sessions</span>
        {totals.unlisted > 0 && (
          <span className="dim">{count(totals.unlisted)} complete ones are in the sums only</span>
        )}
        {totals.unrecorded > 0 && (
          <span className={css.bad}>{count(totals.unrecorded)} were too many to be written down</span>
        )}
      </fieldset>
    </>
  );
}
