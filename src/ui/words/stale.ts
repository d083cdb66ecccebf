export const screen = (t: string, n: number) => `Loaded ${t}, ${n} minutes ago. Newer information may exist.`;
export const notRefreshed = (t: string) => `Could not refresh. This was loaded ${t}.`;
export const loaded = (t: string) => `Loaded ${t}.`;
