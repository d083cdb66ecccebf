export function numbers(seed: number): () => number;
export function pick<T>(all: readonly T[], number: number): T;
