/** A number with its unit as received: every digit, the comparator, the unit's own text. Nothing is converted or rounded. */
export interface Quantity {
  /** `<`, `<=`, `>=`, `>` */
  readonly comparator?: string;
  /** the digits received, such as `5.10` */
  readonly value?: string;
  /** unit text, else the unit's code */
  readonly unit?: string;
  readonly code?: string;
}

export const showQuantity = ({ comparator, value, unit }: Quantity): string =>
  [`${comparator ?? ''}${value ?? ''}`, unit].filter((part) => part !== undefined && part !== '').join(' ');
