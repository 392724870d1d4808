/** A value that holds from a time until the next one; times in seconds since the epoch, ascending. */
export class Steps {
  readonly times: number[] = [];
  readonly values: number[] = [];

  add(time: number, value: number): this {
    const last = this.times[this.times.length - 1];
    if (last !== undefined && time < last) return this;
    if (time === last) {
      this.values[this.values.length - 1] = value;
      return this;
    }
    this.times.push(time);
    this.values.push(value);
    return this;
  }

  /** What holds at a time; null before the first. */
  at(time: number): number | null {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.times[middle] as number) <= time) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? null : (this.values[low - 1] as number);
  }

  /** The sum of several; it begins where the first of them does. */
  static sum(tracks: readonly Steps[]): Steps {
    if (tracks.length === 1) return tracks[0] as Steps;
    const total = new Steps();
    const changes = tracks
      .flatMap((track, index) =>
        track.times.map((time, at) => ({ time, index, value: track.values[at] as number })),
      )
      .sort((a, b) => a.time - b.time);
    const now = tracks.map(() => 0);
    for (const { time, index, value } of changes) {
      now[index] = value;
      total.add(
        time,
        now.reduce((sum, each) => sum + each, 0),
      );
    }
    return total;
  }
}
