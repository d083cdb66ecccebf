/** Size of a file: `812 kB`, `1.4 MB`. For reading only; a clinical number is never rounded. */
export const fileSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
