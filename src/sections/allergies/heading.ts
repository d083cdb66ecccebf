import { gapReasons } from '../../element/gap-text.js';
import { joined } from '../../fhir/said.js';
import type { SectionState } from '../../record/section-state.js';
import { showWhen } from '../../record/when.js';
import { unclearText } from '../../ui/details.js';
import { labels, word } from '../../ui/labels.js';
import { causes, DEFAULTS, words } from '../../ui/words.js';
import { latest } from '../entry.js';
import { outOfPeriod } from '../out-of-period.js';
import type { AllergiesModel, Allergy } from './allergies.model.js';

export interface AllergyHeading {
  /** `unavailable` and `not-recorded` never mean that there are none */
  readonly kind: 'known' | 'none-known' | 'partial' | 'not-recorded' | 'unavailable';
  readonly text: string;
  readonly notices: readonly string[];
  /** how many entries there are that count no more: they are listed apart */
  readonly history?: string;
}

const orgOf = ({ provenance }: Allergy): string => provenance.organisation ?? provenance.author ?? DEFAULTS.org;
const dateOf = ({ provenance }: Allergy): string => (provenance.date ? showWhen(provenance.date) : labels.dateNotRecorded);

const statedBy = (one: Allergy): string => words.allergies.statedBy(one.provenance.role ?? one.provenance.author ?? '', one.provenance.organisation ?? labels.sourceNotStated, dateOf(one));

const unavailable = (reason: string): AllergyHeading => {
  const { heading, text } = words.allergies.unavailable(reason);
  return { kind: 'unavailable', text: heading, notices: [text] };
};

/**
 * The one heading of allergies (CUI PAB-0064; decision table of the safety guide). It never says more than the data do:
 * a failure, a gap or a warning is never "No known allergies", and an empty answer is "not recorded".
 * @param desk the service desk by its configured name
 * @returns undefined as long as nothing is asked or more may come
 */
export function allergyHeading(state: SectionState<AllergiesModel>, desk: string): AllergyHeading | undefined {
  switch (state.name) {
    case 'waiting':
    case 'loading': return undefined;
    case 'withheld': return unavailable(state.by === 'role' ? words.allergies.notYourRole : words.withheld.byApi('allergies', desk, state.reference).text);
    case 'unavailable': return unavailable(causes[state.problem.cause]);
    case 'none-recorded': return { kind: 'not-recorded', text: words.allergies.notRecorded.heading, notices: [words.allergies.notRecorded.text] };
  }
  const { model, gaps } = state;
  const reasons = gapReasons(state, 'allergies', desk);
  const flags = model.flags.filter(({ status, unclear }) => status !== 'inactive' || unclear).map((one) => joined([`${labels.alert}: ${one.title ?? labels.notRecorded}`, ...outOfPeriod(one, Date.parse(state.loadedAt)), unclearText(one)], ' ')!);
  // one that contradicts itself stands among the active ones
  const denials = [...model.none, ...model.active];
  const stated = denials.filter((one) => one.denies === 'whole').sort(latest);
  const parts = denials.filter((one) => one.denies === 'kind');
  // an alert about an allergy beside a statement of having none, even of one kind: the statement is not to be believed
  if (model.active.length > 0 || (stated.length + parts.length > 0 && flags.length > 0)) {
    return { kind: 'known', text: words.allergies.known, notices: [...stated.map((one) => words.allergies.disagree(orgOf(one), dateOf(one))), 
      // beside an allergy of another kind it holds, beside one of its own it does not: a reader has to see both
      ...parts.map((one) => `${one.kind ?? one.title ?? labels.notRecorded} · ${statedBy(one)}`), ...reasons.map(words.allergies.incomplete), ...flags] };
  }
  // what cannot be fully understood may say the reverse: a statement of none, or that an allergy is over
  if ([...model.none, ...model.ended, ...model.refuted].some((one) => one.unclear && one.denies !== 'unknown')) reasons.push(words.rowUnclear(DEFAULTS.org));
  if (reasons.length > 0) return unavailable([...reasons, ...flags].join(' '));
  const [whole] = stated;
  const unsure = [whole ?? parts].flat().flatMap(({ certainty }) => (certainty && certainty !== 'confirmed' ? `${labels.verification}: ${word('allergyVerification', certainty)!}` : []));
  if (whole) return { kind: 'none-known', text: words.allergies.noneKnown, notices: [statedBy(whole), ...unsure] };
  if (parts.length > 0) {
    return { kind: 'partial', text: [...new Set(parts.flatMap((one) => one.kind ?? []))].join(', '), notices: [words.allergies.others, ...unsure] };
  }
  const inError = gaps.reduce((sum, gap) => sum + (gap.kind === 'in-error' ? gap.count ?? 0 : 0), 0);
  const past = model.ended.length + model.refuted.length + inError;
  return { kind: 'not-recorded', text: words.allergies.notRecorded.heading, notices: [words.allergies.notRecorded.text, ...flags],
    ...(past > 0 && { history: words.allergies.history(model.ended.length, model.refuted.length, inError) }) };
}
