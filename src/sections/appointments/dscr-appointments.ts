import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { foot } from '../../ui/details.js';
import { codeWord, labels, type codes } from '../../ui/labels.js';
import { badge, fields, when, type Shown } from '../../ui/rows.js';
import { noun } from '../../ui/words.js';
import { lastMoment, type Appointment, type AppointmentsModel, type Referral } from './appointments.model.js';

const word = (table: keyof typeof codes, code: string | undefined): string => codeWord(table, code) ?? code ?? labels.unknown;

/** The end with its day only where that is another one. */
function end({ start, end: until }: Appointment): Shown {
  if (!until) return nothing;
  const sameDay = start && until.parts.length === 5 && start.parts.slice(0, 3).join() === until.parts.slice(0, 3).join();
  return html` – ${sameDay ? until.parts.slice(3).map((part) => String(part).padStart(2, '0')).join(':') : when(until)}`;
}

const appointmentRow = (one: Appointment, afterDeath: boolean): TemplateResult => html`<p class="title">${one.start ? html`${when(one.start)}${end(one)}` : labels.dateless} · ${one.name ?? labels.notRecorded}</p>
  ${badge(word('appointment', one.status), one.status === 'cancelled' || one.status === 'noshow' ? 'stop' : one.status === 'booked' || one.status === 'fulfilled' ? 'plain' : 'warn')}
  ${afterDeath ? badge(labels.afterDeath, 'stop') : nothing}${badge(one.delivery)}
  ${fields([
    [labels.cancelReason, one.cancelled], [labels.with, one.people.join('\n')], [labels.location, one.places.join('\n')], [labels.specialty, one.specialties.join(', ')], [labels.type, one.types.join(', ')],
    [labels.duration, one.end === undefined && one.minutes !== undefined ? `${one.minutes} min` : undefined],
    [labels.reason, one.reasons.join(', ')], [labels.patientInstructions, one.instruction], [labels.comment, one.comment],
  ])}${foot(one)}`;

const referralRow = (one: Referral): TemplateResult => html`<p class="title">${one.name ?? labels.notRecorded}</p>
  ${badge(word('referral', one.status), one.status === 'active' || one.status === 'completed' ? 'plain' : 'warn')}${one.not ? badge(labels.doNotPerform, 'stop') : nothing}
  ${one.priority === undefined ? nothing : badge(word('priority', one.priority), one.priority === 'routine' ? 'plain' : 'warn')}
  ${fields([
    [labels.date, when(one.date) ?? labels.dateNotRecorded], [labels.from, one.from], [labels.to, one.to.join('\n')], [labels.reason, one.reasons.join(', ')], [labels.due, one.due],
    [labels.type, one.details.join(', ')], [labels.patientInstructions, one.instruction],
    [labels.notes, one.notes.length > 0 ? html`${one.notes.map((note) => html`<div>${note.text}</div>`)}` : undefined],
  ])}${foot(one)}`;

/**
 * @summary Appointments, the next one first and past ones after, and referrals; cancelled and missed ones say so.
 * @fires dscr-section-shown
 */
export class DscrAppointments extends SectionElement<AppointmentsModel> {
  static override readonly section = 'appointments';

  override renderModel({ appointments, referrals, died }: AppointmentsModel): TemplateResult {
    const now = this.page.setup?.session.now() ?? Date.now();
    // what starts today at a time unknown is still to come, and so is what is going on
    const isFuture = ({ start, end: until }: Appointment): boolean => start !== undefined && start.precision !== 'raw' && lastMoment(until ?? start) > now;
    const dated = (one: Appointment): boolean => one.start !== undefined && one.start.precision !== 'raw';
    const part = (text: string, list: readonly Appointment[]): TemplateResult | typeof nothing => (list.length === 0 ? nothing
      : html`${this.subheading(`${text} (${list.length})`, 2)}${this.rows(list, (one) => appointmentRow(one, one.afterDeath || (died && isFuture(one))), text)}`);
    return html`${appointments.length === 0 ? nothing : html`${this.subheading(noun('appointments.appointments'))}
      ${part(labels.upcoming, appointments.filter(isFuture).reverse())}${part(labels.dateless, appointments.filter((one) => !dated(one)))}
      ${part(labels.earlier, appointments.filter((one) => dated(one) && !isFuture(one)))}`}
      ${referrals.length === 0 ? nothing : html`${this.subheading(`${noun('appointments.referrals')} (${referrals.length})`)}${this.rows(referrals, referralRow, 'referrals')}`}`;
  }
}
