import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { getCharger } from '../../api/calls';
import type { Charger, ChargerPart, ChargerUpdate, EvseSample } from '../../api/types';
import { useLive, useTopic } from '../../live/live';

export const chargerKey = (id: string) => ['charger', id] as const;
export const configurationKey = (id: string) => ['configuration', id] as const;
export const historyKey = (id: string, evseId: number) => ['history', id, evseId] as const;

/** Under it lies what is fetched of a part; `more` tells apart what is fetched of the same part. */
export const partKey = (id: string, part: ChargerPart, ...more: unknown[]) =>
  ['charger-part', id, part, ...more] as const;

type SampleListener = (samples: EvseSample[]) => void;

/** Where the charts of a charger's EVSEs get their points, without a render in between. */
export interface SampleSource {
  subscribe(listener: SampleListener): () => void;
}

/** One charger, fetched once and then kept fresh by the hub. */
export function useCharger(id: string) {
  const queries = useQueryClient();
  const { chargers } = useLive();
  const samples = useSamples();
  const query = useQuery({
    queryKey: chargerKey(id),
    queryFn: () => getCharger(id),
    placeholderData: () => chargers.get(id)?.charger,
  });
  useTopic<ChargerUpdate>(`charger:${id}`, {
    sync: () => {
      void queries.invalidateQueries({ queryKey: chargerKey(id) });
      void queries.invalidateQueries({ queryKey: configurationKey(id) });
      void queries.invalidateQueries({ queryKey: ['history', id] });
      void queries.invalidateQueries({ queryKey: ['charger-part', id] });
    },
    message: (message) => {
      if (message.charger) queries.setQueryData<Charger>(chargerKey(id), message.charger);
      else void queries.resetQueries({ queryKey: chargerKey(id) });
      if (message.configuration) {
        queries.setQueryData(configurationKey(id), message.configuration);
        // A key decides whether the list is in use.
        void queries.invalidateQueries({ queryKey: partKey(id, 'local-list') });
      }
      for (const part of message.parts) void queries.invalidateQueries({ queryKey: partKey(id, part) });
      samples.publish(message.samples);
    },
  });
  return { query, samples: samples as SampleSource };
}

function useSamples() {
  const source = useRef<(SampleSource & { publish: SampleListener }) | null>(null);
  if (!source.current) {
    const listeners = new Set<SampleListener>();
    source.current = {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      publish: (samples) => {
        for (const listener of listeners) listener(samples);
      },
    };
  }
  return source.current;
}
