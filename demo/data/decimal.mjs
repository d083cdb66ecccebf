/** A decimal that keeps the digits it was written with: `5.10` must reach the reader as 5.10. */
export class Decimal {
  constructor(digits) {
    if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(digits)) throw new Error(`not a decimal: ${digits}`);
    this.digits = digits;
    Object.freeze(this);
  }
  /** for readers that do not care about the digits */
  toJSON() { return Number(this.digits); }
}

export const dec = (digits) => new Decimal(digits);

/** JSON text of a resource, in which `dec('5.10')` stands as the bare number 5.10. */
export function demoJson(value) {
  if (value instanceof Decimal) return value.digits;
  if (Array.isArray(value)) return `[${value.map((item) => (item === undefined ? 'null' : demoJson(item))).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${demoJson(member)}`);
  }
  return `{${members.join(',')}}`;
}
