import { confidential, profile, snomed, words } from './codes.mjs';
import { sha1 } from './files.mjs';
import { organisation } from './organisations.mjs';
import { inRole } from './professionals.mjs';

export const KIND = {
  discharge: () => snomed('373942005', 'Discharge summary'), letter: () => snomed('823751000000102', 'Letter'), referral: () => snomed('25611000000107', 'Referral letter'),
  plan: () => snomed('734163000', 'Care plan'), image: () => snomed('25831000000103', 'Image'), procedure: () => snomed('371525003', 'Clinical procedure report'),
  respect: () => snomed('1382601000000107', 'ReSPECT (Recommended Summary Plan for Emergency Care and Treatment) form'),
};

/** `released: false` stands on the file too: whoever serves it must answer 403. */
export function addDocument(record, { title, kind, category = kind, contentType, bytes, date, ods, by, status = 'current', docStatus = 'final', released = true, secret = false, relatesTo, start, end, setting }) {
  const attachment = {
    contentType, title, url: record.file(contentType, bytes, released ? {} : { released }), size: bytes.length, hash: sha1(bytes), language: 'en-GB',
    ...(date ? { creation: date } : {}),
  };
  return record.add({
    resourceType: 'DocumentReference', meta: profile('DocumentReference'), status, docStatus, type: kind, category: [category], ...(date ? { date } : {}),
    ...(by ? { author: [inRole(by)] } : {}), ...(ods ? { custodian: organisation(ods) } : {}), description: title,
    ...(secret ? { securityLabel: [{ coding: [confidential('R', 'restricted')] }] } : {}), ...(relatesTo ? { relatesTo: [{ code: 'replaces', target: relatesTo }] } : {}),
    content: [{ attachment }],
    context: { ...(start ? { period: { start, ...(end ? { end } : {}) } } : {}), ...(setting ? { practiceSetting: words(setting) } : {}) },
  });
}
