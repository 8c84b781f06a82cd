const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `86 MB`, `1.2 GB`: bytes in powers of 1000, with one decimal below ten. */
export function sizeWords(bytes: number, language: string): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}
