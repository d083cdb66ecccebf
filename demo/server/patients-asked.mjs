/**
 * The patients a request names, whether it is answered or not: for the audit alone, nothing of this reaches an answer.
 * @param params pairs of name and value
 */
export function patientsAsked(store, { type, id, params }) {
  const ownersOf = (key) => (key.startsWith('Patient/') ? [key.slice('Patient/'.length)] : store.ownersOf(key));
  const found = id && id !== '_search' ? [...ownersOf(`${type}/${id}`)] : [];
  for (const [name, value] of params) {
    for (const each of value.split(',')) {
      if (name === '_id') found.push(...ownersOf(`${type}/${each}`));
      else if (name === 'patient' || name === 'subject') found.push(each.replace(/^.*\//, ''));
      else if (name === 'identifier' && type === 'Patient') found.push(...store.patientsByNumber(each.split('|').at(-1)).map((patient) => patient.id));
    }
  }
  return [...new Set(found)].filter((patient) => /^[A-Za-z0-9.-]{1,64}$/.test(patient));
}
