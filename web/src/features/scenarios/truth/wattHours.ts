const exact = new Intl.NumberFormat('en-US', { minimumFractionDigits: 0, maximumFractionDigits: 3 });

/** To the milliwatt-hour: the report is about exactness. */
export const wattHours = (wh: number | null | undefined): string => (wh == null ? '–' : exact.format(wh));
