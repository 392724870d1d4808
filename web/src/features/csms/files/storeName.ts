const longest = 100;

/** The name under which the store takes a file: what it does not allow in a name becomes a hyphen. */
export const storeName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(-longest)
    .replace(/^[.-]+/, '') || 'file';
