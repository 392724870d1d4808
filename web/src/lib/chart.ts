/** A label of a time axis, from seconds since the epoch. */
export function timeOfDay(seconds: number, precise = false): string {
  return new Date(seconds * 1000).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(precise && { second: '2-digit' }),
  });
}
