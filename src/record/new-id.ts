/**
 * A random UUID (version 4), for references and whatever else must be like no other. `crypto.randomUUID` does the same, and is missing
 * on a page of plain http, which still has to be told why it shows nothing.
 */
export const newId = (): string => '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
  // 0 and 1 give way to any digit; 8, the variant, to one of 8 to b
  (+digit & 8 | crypto.getRandomValues(new Uint8Array(1))[0]! & (+digit & 8 ? 3 : 15)).toString(16));
