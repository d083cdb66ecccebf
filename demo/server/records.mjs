import { loadedFolder } from './loaded-folder.mjs';
import { recordStore } from './record-store.mjs';
import { SERVED } from './served-types.mjs';

/** The demo's own records, and those of a folder where one was named, in one store. */
export async function loadRecords({ data, records }) {
  const own = records ?? (await import('../data/index.mjs')).demoRecords();
  const store = recordStore();
  own.resources.forEach(store.add);
  for (const [id, binary] of own.binaries) store.binaries.set(id, binary);

  const loaded = data === undefined ? { found: [], patients: [], problems: [] } : loadedFolder(data, {
    taken: store.has,
    numberTaken: (number) => store.patientsByNumber(number).length > 0 || own.patients.some(({ nhsNumber }) => nhsNumber === number),
  });
  for (const { resource } of loaded.found) {
    if (resource.resourceType === 'Binary') store.binaries.set(resource.id, contentOf(resource));
    else store.add(resource);
  }
  store.ready();
  for (const { nhsNumber, replacedBy, refused } of own.patients) {
    if (replacedBy) store.alias(nhsNumber, replacedBy);
    if (refused) store.refuse(nhsNumber);
  }
  return { store, notes: own.notes ?? [], problems: [...loaded.problems, ...unreachable(loaded.found, store)], patients: [...own.patients, ...loaded.patients] };
}

const contentOf = ({ contentType, data }) => ({
  contentType: typeof contentType === 'string' ? contentType : 'application/octet-stream', bytes: Buffer.from(typeof data === 'string' ? data : '', 'base64'),
});

/** Loaded entries that no search can find, because they name none of the patients here. */
function unreachable(found, store) {
  const counts = new Map();
  for (const { resource: { resourceType, id }, file } of found) {
    if (!(SERVED[resourceType].patient?.length > 0) || store.ownersOf(`${resourceType}/${id}`).length > 0) continue;
    counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  return [...counts].map(([file, count]) => ({ file, says: `loaded, but ${count === 1 ? 'an entry names' : `${count} entries name`} no patient here` }));
}
