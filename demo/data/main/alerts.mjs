import { hl7, snomed, words } from '../codes.mjs';
import { at } from '../dates.mjs';
import { inRole } from '../professionals.mjs';

const FLAG_CATEGORY = { clinical: 'Clinical', safety: 'Safety', behavioral: 'Behavioral', admin: 'Administrative', contact: 'Subject Contact' };

export const alert = (record, { category, text, code, status = 'active', start, end, by }) => record.add({
  resourceType: 'Flag', status, category: [hl7('flag-category', category, FLAG_CATEGORY[category])], code: code ?? words(text),
  ...(start || end ? { period: { ...(start ? { start } : {}), ...(end ? { end } : {}) } } : {}), ...(by ? { author: inRole(by) } : {}),
});

export function addAlerts(record) {
  alert(record, { category: 'clinical', code: snomed('450476008', 'Not for attempted cardiopulmonary resuscitation', 'Not for attempted cardiopulmonary resuscitation. See the ReSPECT form of 18-Mar-2026.'), start: '2026-03-18', by: 'wardDoctor' });
  alert(record, { category: 'safety', text: 'Infection risk: MRSA isolated from nose and groin. Side room, contact precautions.', start: at('2026-03-12', '08:30'), by: 'wardDoctor' });
  alert(record, { category: 'admin', text: 'Reasonable adjustment: hard of hearing. Face her when speaking, large print letters, longer appointments.', start: '2023-05-02', by: 'practiceNurse' });
  alert(record, { category: 'safety', text: 'Adult safeguarding enquiry open (financial). Speak to the duty social worker before discharge.', start: '2026-09-14', by: 'socialWorker' });
  alert(record, { category: 'behavioral', text: 'Dog on the premises: telephone before visiting.', start: '2024', by: 'districtNurse' });
  alert(record, { category: 'behavioral', text: 'Relative verbally aggressive to staff: visit in pairs.', status: 'inactive', start: '2021-02-01', end: '2022-02-01', by: 'districtNurse' });
  alert(record, { category: 'clinical', text: 'Latex allergy', status: 'entered-in-error', start: '2020-01-01' });
  alert(record, { category: 'clinical', text: 'Methotrexate: do not prescribe trimethoprim.', start: '2020-02-18' });
}
