import { SYSTEM, concept, profile } from './codes.mjs';
import { organisation } from './organisations.mjs';

/** key: prefix, given, family, role code and name (UKCore-SDSJobRoleName), organisation */
const PROFESSIONALS = {
  gp: ['Dr', 'Idris', 'Fallowmere', 'R0260', 'General Medical Practitioner', 'C8X901'],
  gp2: ['Dr', 'Henrietta', 'Quillfeather', 'R0270', 'Salaried General Practitioner', 'C8X902'],
  gp3: ['Dr', 'Bartholomew', 'Ashenhurst', 'R0260', 'General Medical Practitioner', 'C8X903'],
  pharmacist: ['Mr', 'Emrys', 'Tideswell-Marsh', 'R1290', 'Pharmacist', 'C8X901'],
  practiceNurse: ['Sister', 'Rowena', 'Birchover-Lane', 'R8001', 'Nurse Access Role', 'C8X901'],
  rheumatologist: ['Dr', 'Anneliese', 'Kestrelmoor', 'R0050', 'Consultant', 'RTG'],
  nephrologist: ['Dr', 'Chidubem', 'Harrowgate-Pell', 'R0050', 'Consultant', 'RTG'],
  cardiologist: ['Dr', 'Lorcan', 'Wintersage', 'R0050', 'Consultant', 'RFS'],
  surgeon: ['Miss', 'Clemency', 'Ravensdale-Hope', 'R0050', 'Consultant', 'RFS'],
  radiologist: ['Dr', 'Ottoline', 'Peakforth', 'R0050', 'Consultant', 'RTG'],
  radiologist2: ['Dr', 'Fintan', 'Longstonedge', 'R0050', 'Consultant', 'RFS'],
  wardDoctor: ['Dr', 'Priyasha', 'Mellorby', 'R8000', 'Clinical Practitioner Access Role', 'RTG'],
  paediatrician: ['Dr', 'Seraphina', 'Dovecliffe', 'R0050', 'Consultant', 'RFS'],
  districtNurse: ['Mr', 'Caspian', 'Yewdale', 'R0700', 'Community Nurse', 'RY8'],
  podiatrist: ['Miss', 'Ffion', 'Larkstoke', 'R8003', 'Health Professional Access Role', 'RY8'],
  cpn: ['Ms', 'Thomasina', 'Graveldene', 'R1975', 'Community Mental Health Nurse', 'RXM'],
  psychiatrist: ['Dr', 'Emeka', 'Stonecroft-Vale', 'R0050', 'Consultant', 'RXM'],
  socialWorker: ['Mrs', 'Petronella', 'Hayfieldson', 'R9570', 'Senior Social Worker', 'X9C01'],
  countySocialWorker: ['Mr', 'Alaric', 'Combesworth', 'R9570', 'Senior Social Worker', 'X9C02'],
  outOfHours: ['Dr', 'Valentina', 'Edgemoor', 'R8000', 'Clinical Practitioner Access Role', 'X9D01'],
  urgentCare: ['Mr', 'Leopold', 'Cressbrooke', 'R1070', 'Paramedic', 'X9D02'],
};

const entry = (key) => {
  if (!(key in PROFESSIONALS)) throw new Error(`unknown professional: ${key}`);
  return PROFESSIONALS[key];
};
const idOf = (key) => key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
const displayOf = ([prefix, given, family]) => `${prefix} ${given} ${family}`;

/** A person in their role at their organisation. */
export const inRole = (key) => ({ reference: `PractitionerRole/role-${idOf(key)}`, display: displayOf(entry(key)) });
export const person = (key) => ({ reference: `Practitioner/prac-${idOf(key)}`, display: displayOf(entry(key)) });
export const organisationOf = (key) => organisation(entry(key)[5]);

export const professionalResources = () => Object.keys(PROFESSIONALS).flatMap((key) => {
  const [prefix, given, family, code, role, ods] = entry(key);
  return [
    {
      resourceType: 'Practitioner', id: `prac-${idOf(key)}`, meta: profile('Practitioner'), active: true,
      name: [{ use: 'official', prefix: [prefix], given: [given], family }],
    },
    {
      resourceType: 'PractitionerRole', id: `role-${idOf(key)}`, meta: profile('PractitionerRole'), active: true,
      practitioner: person(key), organization: organisation(ods), code: [concept(SYSTEM.jobRole, code, role)],
    },
  ];
});
