import { SYSTEM, profile } from './codes.mjs';

/** The organisations that contribute, with the systems their people work in. Codes of councils and private providers are invented. */
export const ORGANISATIONS = [
  { ods: 'RTG', name: 'University Hospitals of Derby and Burton NHS Foundation Trust', hosts: ['Lorenzo', 'Meditech', 'SystmOne (TPP)'] },
  { ods: 'RFS', name: 'Chesterfield Royal Hospital NHS Foundation Trust', hosts: ['Medway', 'SystmOne (TPP)'] },
  { ods: 'X9C01', name: 'Derby City Council', hosts: ['Liquid Logic'] },
  { ods: 'X9C02', name: 'Derbyshire County Council', hosts: ['Mosaic'] },
  { ods: 'RY8', name: 'Derbyshire Community Health Services NHS Foundation Trust', hosts: ['SystmOne (TPP)'] },
  { ods: 'RXM', name: 'Derbyshire Healthcare NHS Foundation Trust', hosts: ['SystmOne (TPP)'] },
  { ods: 'X9D01', name: 'DHU Health Care', hosts: ['Adastra'] },
  { ods: 'X9G00', name: 'GPs in Derbyshire', hosts: ['EMIS', 'SystmOne (TPP)'] },
  { ods: 'X9D02', name: 'One Medical Group', hosts: ['Adastra'] },
];

/** Invented practices: their places are real, they are not. */
export const PRACTICES = [
  { ods: 'C8X901', name: 'Fernilee Lane Surgery', host: 'EMIS', town: 'Derby' },
  { ods: 'C8X902', name: 'Crooked Spire View Medical Centre', host: 'SystmOne (TPP)', town: 'Chesterfield' },
  { ods: 'C8X903', name: 'Two Dales Family Practice', host: 'EMIS', town: 'Matlock' },
];

const LOCATIONS = [
  ['loc-rtg-clinic', 'RTG', 'Outpatients, Clinic 5, Royal Derby Hospital'],
  ['loc-rtg-imaging', 'RTG', 'Imaging Department, Royal Derby Hospital'],
  ['loc-rtg-ward', 'RTG', 'Ward 407, Royal Derby Hospital'],
  ['loc-rfs-clinic', 'RFS', 'Suite 2, Chesterfield Royal Hospital'],
  ['loc-ry8-whitworth', 'RY8', 'Community Clinic, Whitworth Hospital, Darley Dale'],
  ['loc-gp-901', 'C8X901', 'Fernilee Lane Surgery, Derby'],
  ['loc-gp-902', 'C8X902', 'Crooked Spire View Medical Centre, Chesterfield'],
  ['loc-gp-903', 'C8X903', 'Two Dales Family Practice, Matlock'],
  ['loc-home', 'RY8', "Patient's home"],
];

const nameOf = new Map([...ORGANISATIONS, ...PRACTICES].map(({ ods, name }) => [ods, name]));
const idOf = (ods) => `org-${ods.toLowerCase()}`;
const known = (map, key) => {
  if (!map.has(key)) throw new Error(`unknown: ${key}`);
  return map.get(key);
};

export const organisation = (ods) => ({ reference: `Organization/${idOf(ods)}`, display: known(nameOf, ods) });

const locationName = new Map(LOCATIONS.map(([id, , name]) => [id, name]));
export const location = (id) => ({ reference: `Location/${id}`, display: known(locationName, id) });

function organizationResource({ ods, name, town, host }) {
  return {
    resourceType: 'Organization', id: idOf(ods), meta: profile('Organization'), active: true, name,
    identifier: [{ system: SYSTEM.ods, value: ods }],
    telecom: [{ system: 'phone', use: 'work', value: '01632 960100' }],
    ...(town ? { address: [{ city: town, district: 'Derbyshire', country: 'GBR' }] } : {}),
    ...(host ? { partOf: organisation('X9G00') } : {}),
  };
}

export const organisationResources = () => [
  ...ORGANISATIONS.map(organizationResource),
  ...PRACTICES.map(organizationResource),
  ...LOCATIONS.map(([id, ods, name]) => ({
    resourceType: 'Location', id, meta: profile('Location'), status: 'active', name, managingOrganization: organisation(ods),
  })),
];
