import { createContext } from '@lit/context';

/** What an element that stands inside `<dscr-record>` takes from it. A handle: no token, no answers. */
export interface RecordHandle {
  /** Did the record put this element there itself? What a host puts into a slot of it stands for itself. */
  holds(element: Element): boolean;
  /** the record's own patient, as its host gave it */
  ownPatient(): { readonly nhsNumber?: string; readonly birthDate?: string } | null | undefined;
}

export const recordContext = createContext<RecordHandle | undefined>(Symbol('dscr-record'));
