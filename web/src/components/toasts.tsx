import { ActionIcon } from '@mantine/core';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { messageOf } from '../api/problem';
import css from './toasts.module.css';

interface Toast {
  id: number;
  kind: 'done' | 'failed';
  title: string;
  detail?: string;
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number): void => publish(toasts.filter((toast) => toast.id !== id));

function show(toast: Omit<Toast, 'id'>, lifetimeMs: number): void {
  const id = nextId++;
  publish([...toasts.slice(-3), { ...toast, id }]);
  setTimeout(() => dismiss(id), lifetimeMs);
}

/** Tells that something was done. */
export const showDone = (title: string, detail?: string): void => show({ kind: 'done', title, detail }, 4000);

/** Tells that something failed, in the words of the server. */
export const showFailed = (title: string, error: unknown): void =>
  show({ kind: 'failed', title, detail: messageOf(error) }, 10_000);

export function Toasts() {
  const items = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={css.stack} aria-live="polite">
      {items.map((toast) => (
        <div
          key={toast.id}
          className={css.toast}
          data-kind={toast.kind}
          role={toast.kind === 'failed' ? 'alert' : 'status'}
        >
          {toast.kind === 'failed' ? (
            <CircleAlert size={16} aria-hidden />
          ) : (
            <CircleCheck size={16} aria-hidden />
          )}
          <div className="grow">
            <strong>{toast.title}</strong>
            {toast.detail && <div className="dim">{toast.detail}</div>}
          </div>
          <ActionIcon size={20} aria-label="Dismiss" onClick={() => dismiss(toast.id)}>
            <X size={13} />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
