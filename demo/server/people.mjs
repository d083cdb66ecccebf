/** The invented people of the demo, with claims shaped as CIS2 gives them. Person and role ids are made up. */
const ORGANISATIONS = {
  RTG: 'University Hospitals of Derby and Burton NHS Foundation Trust', RFS: 'Chesterfield Royal Hospital NHS Foundation Trust',
  RY8: 'Derbyshire Community Health Services NHS Foundation Trust', X9C01: 'Derby City Council', X9D01: 'DHU Health Care', X9G00: 'GPs in Derbyshire',
};

const ROLES = {
  gp: ['S0010:G0020:R0260', '"Clinical":"Medical":"General Medical Practitioner"', ['B0420', 'B0278', 'B0380', 'B0401', 'B1666']],
  doctor: ['S8000:G8000:R8000', '"Clinical":"Clinical Provision":"Clinical Practitioner Access Role"', ['B0420', 'B8028', 'B8029', 'B1694']],
  nurse: ['S8000:G8000:R8001', '"Clinical":"Clinical Provision":"Nurse Access Role"', ['B0278', 'B0380', 'B1694']],
  pharmacist: ['S0030:G0120:R1290', '"Clinical":"Pharmacy":"Pharmacist"', ['B0790', 'B0429', 'B0401']],
  receptionist: ['S8002:G8003:R8009', '"Admin and Clerical":"Patient Administration":"Receptionist"', ['B0820', 'B0560']],
  privacyOfficer: ['S8002:G8003:R0001', '"Admin and Clerical":"Information Governance":"Privacy Officer"', ['B0820', 'B0015', 'B0016', 'B0018']],
};

function person(number, id, title, given, family, does, roles, more = {}) {
  const sub = `55507310${String(number).padStart(2, '0')}01`;
  const held = roles.map(([role, ods], index) => {
    const [role_code, role_name, activity_codes] = ROLES[role];
    return { person_orgid: `${sub.slice(0, 10)}1${index}`, person_roleid: `${sub.slice(0, 10)}2${index}`, org_code: ods, role_code, role_name, activity_codes };
  });
  const organisations = new Set([...roles.map(([, ods]) => ods), ...(more.org ? [more.org] : [])]);
  return {
    id, does,
    claims: {
      sub, uid: sub, nhsid_useruid: sub, name: `${family} ${given} ${title}`, title, given_name: given, family_name: family,
      idassurancelevel: '3', id_assurance_level: '3', authentication_assurance_level: '3',
      nhsid_nrbac_roles: held,
      nhsid_user_orgs: [...organisations].map((org_code) => ({ org_code, org_name: ORGANISATIONS[org_code] })),
      ...more,
    },
  };
}

export const PEOPLE = [
  person(1, 'gp', 'Dr', 'Idris', 'Fallowmere', 'General practitioner', [['gp', 'X9G00']]),
  person(2, 'hospital-doctor', 'Dr', 'Priyasha', 'Mellorby', 'Hospital doctor', [['doctor', 'RTG']]),
  person(3, 'nurse', 'Mr', 'Caspian', 'Yewdale', 'Community nurse', [['nurse', 'RY8']]),
  person(4, 'out-of-hours', 'Dr', 'Valentina', 'Edgemoor', 'Out-of-hours doctor', [['doctor', 'X9D01']]),
  person(5, 'pharmacist', 'Ms', 'Nuala', 'Thistlecroft', 'Pharmacist', [['pharmacist', 'RTG']]),
  person(6, 'social-worker', 'Mrs', 'Petronella', 'Hayfieldson', 'Social worker, without a national role', [],
    { dscr_levels: ['social-care'], dscr_role: 'Social Worker', org: 'X9C01' }),
  person(7, 'receptionist', 'Mr', 'Osbert', 'Lintonfield', 'Receptionist', [['receptionist', 'RTG']]),
  person(8, 'privacy-officer', 'Mrs', 'Ingrid', 'Calverstone', 'Privacy officer; may read the audit trail', [['privacyOfficer', 'RFS']]),
  person(9, 'two-roles', 'Miss', 'Delphine', 'Roweberry', 'Nurse at one organisation, receptionist at another', [['nurse', 'RY8'], ['receptionist', 'RFS']]),
  person(10, 'no-role', 'Mr', 'Tobias', 'Underledge', 'Has an account and no role', []),
];

const bySub = new Map(PEOPLE.map((each) => [each.claims.sub, each]));
const byId = new Map(PEOPLE.map((each) => [each.id, each]));
export const personBySub = (sub) => bySub.get(sub);
export const personById = (id) => byId.get(id);

/** As the person is called: CIS2's `name` has it the other way round. */
export const nameOf = ({ claims: { title, given_name: given, family_name: family } }) => `${title} ${given} ${family}`;

/** Where a person works, in words. */
export const placesOf = ({ claims }) => claims.nhsid_user_orgs.map(({ org_name }) => org_name).join('; ');
