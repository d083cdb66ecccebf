/**
 * The time (epoch ms) a host names as "seen since": entries that the API says are newer carry the word "New". One page
 * shows one patient, so there is one such time; an element sets it before it draws.
 */
export const newSince = { at: Infinity };
