import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { CallReport } from '../../api/types';
import { Instant } from '../../components/Instant';
import { JsonView } from '../../components/JsonView';
import { milliseconds } from '../../lib/format';
import { isObject } from '../../lib/json';
import { summaryOf } from '../../lib/ocppSummary';
import type { Payload } from './callSchema';
import css from './csms.module.css';
import { RefusalReason } from './RefusalReason';
import type { SentCall } from './sentCalls';

interface Props {
  chargerId: string;
  calls: readonly SentCall[];
  onAgain: (action: string, payload: Payload) => void;
}

/** The calls sent from this page with their answers, the newest first and opened; one that comes in gets the focus. */
export function CallReports({ chargerId, calls, onAgain }: Props) {
  const newest = useRef<HTMLElement>(null);
  const latest = calls[0]?.report.messageId;
  const shown = useRef(latest);
  useEffect(() => {
    if (shown.current === latest) return;
    shown.current = latest;
    newest.current?.focus({ preventScroll: true });
    newest.current?.parentElement?.scrollIntoView?.({ block: 'nearest' });
  }, [latest]);
  if (calls.length === 0) return null;
  return (
    <div className={css.reports} aria-live="polite">
      {calls.map(({ action, payload, report, at }, index) => (
        <details key={report.messageId} open={index === 0} className={css.report} data-status={report.status}>
          <summary ref={index === 0 ? newest : undefined}>
            <strong>{action}</strong>
            <span className="grow ellipsis">{outcome(action, report)}</span>
            <span className="dim tnum" title="From call to answer">
              {milliseconds(report.roundTripMs)}
            </span>
            <span className="dim">
              <Instant at={at} />
            </span>
          </summary>
          <div className={css.pair}>
            <div>
              <h3 className="dim">Call</h3>
              <JsonView value={payload} />
              {isObject(payload) && (
                <Button className={css.again} onClick={() => onAgain(action, payload)}>
                  Edit again
                </Button>
              )}
            </div>
            <div>
              <h3 className="dim">Answer</h3>
              {report.status === 'result' ? (
                <JsonView value={report.payload ?? {}} />
              ) : (
                <p className={css.bad}>{outcome(action, report)}</p>
              )}
              <RefusalReason chargerId={chargerId} action={action} report={report} />
            </div>
          </div>
        </details>
      ))}
    </div>
  );
}

function outcome(action: string, report: CallReport): string {
  if (report.status === 'timeout') return 'not answered in time';
  if (report.status === 'error')
    return [report.errorCode, report.errorDescription].filter(Boolean).join(': ') || 'answered with an error';
  return summaryOf(action, report.payload, 'answer') || 'answered';
}
