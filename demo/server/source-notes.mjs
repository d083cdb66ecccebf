import { SERVED } from './served-types.mjs';

const STATUS = 'https://dscr.example/CodeSystem/source-status';
const EXTENSION = 'https://dscr.example/fhir/StructureDefinition';
const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';

/** What a federating API says of one contributing organisation (demo/README.md has the definition). */
export const sourceNote = ({ ods, name, status, lastUpdate }) => ({
  severity: status === 'answered' ? 'information' : 'warning',
  code: status === 'answered' ? 'informational' : status === 'withheld' ? 'suppressed' : 'incomplete',
  diagnostics: name,
  details: { coding: [{ system: STATUS, code: status }] },
  extension: [
    { url: `${EXTENSION}/source-organisation`, valueIdentifier: { system: ODS, value: ods } },
    ...(lastUpdate ? [{ url: `${EXTENSION}/source-last-update`, valueDateTime: lastUpdate }] : []),
  ],
});

/** Minutes before the start of the demo at which each organisation last sent something: invented. */
const QUIET_MINUTES = [12, 35, 180, 240, 20, 55, 8, 15, 4320];

/**
 * @param organisations of the configuration, with what each contributes
 * An organisation that begins on a day to come does not contribute yet.
 * @param special notes the data asks for: `{ ods, name, status, lastUpdate?, patient?, types? }`, `patient` a logical id
 * @returns notes for the first page of a search, for the sections of that search which the reader may see
 */
export function sourceNotes(organisations, special, started) {
  const today = new Date(started).toISOString().slice(0, 10);
  const usualNote = ({ ods, name, contributes = {} }, index, open) => {
    const begins = open.map((area) => contributes[area]?.live).filter(Boolean);
    if (begins.length === 0) return [];
    if (begins.every((live) => live > today)) return [{ ods, name, status: 'not-contributing' }];
    return [{ ods, name, status: 'answered', lastUpdate: new Date(started - QUIET_MINUTES[index % QUIET_MINUTES.length] * 60_000).toISOString() }];
  };
  return function notesFor({ type, patient }, access) {
    if (patient === undefined || !SERVED[type].areas) return [];
    const open = SERVED[type].areas.filter((area) => access.sections.includes(area));
    const ours = special.filter((note) => (!note.patient || note.patient === patient) && (!note.types || note.types.includes(type)));
    const usual = organisations.flatMap((one, index) => (ours.some(({ ods }) => ods === one.ods) ? [] : usualNote(one, index, open)));
    return [...ours, ...usual].map(sourceNote);
  };
}
