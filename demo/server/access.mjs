import { valuesAt } from './values-at.mjs';
import { areasOf, SERVED } from './served-types.mjs';

const SECTIONS = ['demographics', 'alerts', 'allergies', 'medications', 'results', 'appointments', 'care-plans', 'documents'];
const PARTS = ['results.laboratory', 'results.imaging', 'results.other', 'appointments.appointments', 'appointments.referrals'];
const HANDLING_TAGS = new Set(['HTEST', 'SUBSETTED', 'PSEUDED']);
/** Labels whose meaning this API knows (v3 Confidentiality and the sensitivity codes of v3 ActCode); any other counts as listed in a rule. */
const KNOWN_LABELS = new Set(('U L M N R V ETH GDIS HIV MST PREGNANT SCA SDV SEX SPI STD TBOO VIO SICKLE BH COGN DVD EMOTDIS MH PSY PSYTHPN SUD ETHUD OPIOIDUD '
  + 'DEMO DOB GENDER LIVARG MARST RACE REL B EMPLOYER LOCIS SSP ADOL CEL DIA DRGIS EMP PDS PHY PRS COMPT').split(' '));
const PRIVACY_OFFICER = 'R0001';

export class RoleRefused extends Error {}

/**
 * The policy (contract, section 5) as the API itself enforces it: written apart from the widget's own evaluation on purpose, so that a
 * mistake in one is not a mistake in both. Whatever cannot be understood denies.
 */
export function accessPolicy(policy) {
  return {
    /**
     * @param person who holds the token
     * @param roleId person_roleid of the role the request is made in, from NHSD-Session-URID
     * @throws RoleRefused where that role is not one of theirs
     */
    accessOf(person, roleId) {
      const role = actingRole(person.claims, roleId);
      let facts;
      let open = new Set();
      let rules = [];
      try {
        facts = factsOf(policy, person.claims, role);
        ({ open, rules } = evaluate(policy, facts));
      } catch (error) {
        process.stderr.write(`the policy denies everything: ${error.message}\n`);
      }
      return access(person, role, open, rules);
    },
  };
}

function actingRole(claims, roleId) {
  const held = claims.nhsid_nrbac_roles ?? [];
  const wanted = claims.selected_roleid ?? roleId;
  if (claims.selected_roleid && roleId && roleId !== claims.selected_roleid) throw new RoleRefused('The role was chosen at sign-in; another was sent.');
  if (wanted) {
    const found = held.find(({ person_roleid }) => person_roleid === wanted);
    if (!found) throw new RoleRefused('This person does not hold the role sent in NHSD-Session-URID.');
    return found;
  }
  if (held.length > 1) throw new RoleRefused('This person holds several roles: NHSD-Session-URID must say which one is acting.');
  return held[0];
}

const lastSegment = (code) => code.split(':').at(-1);

function claimAt(claims, role, path) {
  switch (path) {
    case 'cis2:roles': return role && lastSegment(role.role_code);
    case 'cis2:activities': return role?.activity_codes;
    case 'cis2:organisation': return role?.org_code;
    default:
      if (!path.startsWith('/')) throw new Error(`claim path ${path}`);
      return path.slice(1).split('/').reduce((value, key) => value?.[key.replace(/~1/g, '/').replace(/~0/g, '~')], claims);
  }
}

function factsOf(policy, claims, role) {
  const facts = {};
  for (const [key, paths] of Object.entries(policy.claims)) {
    const value = paths.map((path) => claimAt(claims, role, typeof path === 'string' ? path : path.path))
      .find((found) => found !== undefined && [found].flat().length > 0);
    facts[key] = new Set(value === undefined ? [] : [value].flat().map(String));
  }
  for (const activity of facts.activities ?? []) for (const included of policy.includes?.[activity] ?? []) facts.activities.add(included);
  return facts;
}

/** AND over keys, OR over values. */
const meets = (condition, facts) => Object.entries(condition).every(([key, values]) => values.some((value) => facts[key]?.has(value)));
const covered = (sections) => sections.flatMap((id) => [id, ...PARTS.filter((part) => part.startsWith(`${id}.`))]);

function evaluate(policy, facts) {
  if (policy.schema !== 'dscr-policy/1') throw new Error('schema');
  const open = new Set();
  for (const { when, sections } of policy.permit) {
    if (!when || !sections.every((id) => SECTIONS.includes(id) || PARTS.includes(id))) throw new Error('a permit is malformed');
    if (meets(when, facts)) covered(sections).forEach((area) => open.add(area));
  }
  const rules = [];
  for (const { when, unless, labels, sections } of policy.forbid ?? []) {
    if (!sections || (!when && !unless)) throw new Error('a forbid is malformed');
    if ((when && !meets(when, facts)) || (unless && meets(unless, facts))) continue;
    const areas = covered(sections);
    if (labels) rules.push({ labels: new Set(labels), areas: new Set(areas) });
    else areas.forEach((area) => open.delete(area));
  }
  return { open, rules };
}

function access(person, role, open, rules) {
  const mayArea = (area) => open.has(area) || open.has(area.split('.')[0]);
  const partly = (section) => mayArea(section) || PARTS.some((part) => part.startsWith(`${section}.`) && open.has(part));
  const wholly = (type) => type !== 'List' && (SERVED[type].areas ?? []).every((section) => open.has(section) && covered([section]).every((area) => open.has(area)));
  const hidden = (resource, areas) => {
    const labels = [...valuesAt(resource, 'meta.security.code'), ...valuesAt(resource, 'securityLabel.coding.code')].filter((code) => !HANDLING_TAGS.has(code));
    return rules.some((rule) => areas.some((area) => rule.areas.has(area)) && labels.some((label) => rule.labels.has(label) || !KNOWN_LABELS.has(label)));
  };
  return {
    person, role,
    /** equal for people to whom the same is open */
    key: JSON.stringify([[...open].sort(), rules.map(({ labels, areas }) => [...labels, ...areas])]),
    sections: SECTIONS.filter(partly),
    isPrivacyOfficer: Boolean(role && lastSegment(role.role_code) === PRIVACY_OFFICER),
    mayWhole: wholly,
    mayType(type) {
      if (SERVED[type].audit) return this.isPrivacyOfficer;
      return open.size > 0 && (!SERVED[type].areas || SERVED[type].areas.some(partly));
    },
    /** May this very resource be sent? What a label rule hides is left out without a word, as the policy says. */
    mayRead(resource) {
      if (!this.mayType(resource.resourceType)) return false;
      // most resources of long lists bear no label, and most readers may see whole sections
      if (!resource.meta?.security && !resource.securityLabel && wholly(resource.resourceType)) return true;
      const areas = areasOf(resource);
      if (!areas) return true;
      return areas.some((area) => mayArea(area)) && !hidden(resource, areas);
    },
    /** A file is open to whoever may read one of the entries that point at it, unless a label rule hides another of them. Without any it is a document. */
    mayOpen(pointing) {
      if (pointing.length === 0) return mayArea('documents');
      return pointing.some((each) => this.mayRead(each)) && !pointing.some((each) => hidden(each, areasOf(each)));
    },
  };
}
