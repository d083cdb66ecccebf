import { loadedFolder } from './loaded-folder.mjs';
import { recordStore } from './record-store.mjs';

/** The demo's own records, and those of a folder where one was named, in one store. */
export async function loadRecords({ data, records }) {
  const own = records ?? (await import('../data/index.mjs')).demoRecords();
  const store = recordStore();
  own.resources.forEach(store.add);
  for (const [id, binary] of own.binaries) store.binaries.set(id, binary);

  const loaded = data === undefined ? { resources: [], patients: [], problems: [] } : loadedFolder(data, {
    taken: store.has,
    numberTaken: (number) => store.patientsByNumber(number).length > 0 || own.patients.some(({ nhsNumber }) => nhsNumber === number),
  });
  for (const resource of loaded.resources) {
    if (resource.resourceType === 'Binary') store.binaries.set(resource.id, contentOf(resource));
    else store.add(resource);
  }
  store.ready();
  for (const { nhsNumber, replacedBy, refused } of own.patients) {
    if (replacedBy) store.alias(nhsNumber, replacedBy);
    if (refused) store.refuse(nhsNumber);
  }
  return { store, notes: own.notes ?? [], problems: loaded.problems, patients: [...own.patients, ...loaded.patients] };
}

const contentOf = ({ contentType, data }) => ({
  contentType: typeof contentType === 'string' ? contentType : 'application/octet-stream', bytes: Buffer.from(typeof data === 'string' ? data : '', 'base64'),
});
