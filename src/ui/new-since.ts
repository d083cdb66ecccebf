/**
 * The time (epoch ms) a host names as "seen since": entries that the API says are newer carry the word "New". One page
 * shows one patient, so there is one such time; the page sets it with the patient and clears it with the patient.
 */
export const newSince = { at: Infinity };
