import { noKnownAllergies } from '../allergies.mjs';
import { bigResults } from '../big-results.mjs';
import { at } from '../dates.mjs';
import { dosage, gpMedicine } from '../medicines.mjs';
import { testNhsNumber } from '../nhs-number.mjs';
import { patientResource } from '../patient.mjs';
import { recordOf } from '../record.mjs';

function many(id, six, n, birthDate, gender, given, family) {
  const record = recordOf(patientResource({
    id, nhsNumber: testNhsNumber(six), birthDate, gender, names: [{ use: 'usual', given: given.split(' '), family }], practice: 'C8X902',
    address: { line: ['Dialysis View'], city: 'Chesterfield', district: 'Derbyshire', postalCode: 'S99 7ZZ' },
  }));
  for (const result of bigResults(id, n)) record.resources.push(result);
  noKnownAllergies(record, at('2026-05-05', '12:00'), 'gp2');
  return record;
}
export const fiveThousand = () => many('p13', '000016', 5000, '1950-01-12', 'male', 'Horatio Quentin', 'Eyamwood');
export const twentyThousand = () => many('p14', '000017', 20000, '1944-07-30', 'female', 'Philomena', 'Castletonby');

/** There is a record, and the API does not release it. */
export function refused() {
  const record = recordOf(patientResource({ id: 'p15', nhsNumber: testNhsNumber('000022'), birthDate: '1999-03-03', gender: 'female', names: [{ use: 'usual', given: ['Clementine'], family: 'Baslowe-Edensor' }], practice: 'C8X901' }));
  gpMedicine(record, { name: 'Paracetamol 500mg tablets', code: '322236009', doses: [dosage('Must never be shown to anyone')], start: '2026-01-02' });
  return record;
}
