import { act } from '@testing-library/react';
import { vi } from 'vitest';

/** Requests that a test answers: their addresses are told, each waits for its answer. */
export function fakeUploads() {
  const sent: {
    address: string;
    type: string;
    answer: (status: number, body: unknown) => void;
    fail: () => void;
  }[] = [];
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {};
      status = 0;
      responseText = '';
      onload = () => undefined;
      onerror = () => undefined;
      private address = '';
      private type = '';
      open(_method: string, address: string) {
        this.address = address;
      }
      setRequestHeader(_name: string, value: string) {
        this.type = value;
      }
      send() {
        const answer = (status: number, body: unknown) =>
          act(() => {
            this.status = status;
            this.responseText = JSON.stringify(body);
            this.onload();
          });
        sent.push({ address: this.address, type: this.type, answer, fail: () => act(() => this.onerror()) });
      }
    },
  );
  return sent;
}
