import { html, nothing, type TemplateResult } from 'lit';
import { SectionElement } from '../../element/section-element.js';
import { thePage } from '../../element/the-page.js';
import { showWhen } from '../../record/when.js';
import { labels } from '../../ui/labels.js';
import { badge, inOrder, when, type Shown } from '../../ui/rows.js';
import { noun } from '../../ui/words.js';
import { entryRow, group, status } from '../entry-row.js';
import type { Appointment, AppointmentsModel, Referral } from './appointments.model.js';

const TONES: Readonly<Record<string, 'plain' | 'stop'>> = { booked: 'plain', fulfilled: 'plain', active: 'plain', completed: 'plain', routine: 'plain', cancelled: 'stop', noshow: 'stop' };
const tone = (code: string | undefined): 'plain' | 'warn' | 'stop' => TONES[code ?? ''] ?? 'warn';

/** The end with its day only where that is another one. */
function end({ start, end: until }: Appointment): Shown {
  if (!until) return nothing;
  const sameDay = start && until.parts.length === 5 && start.parts.slice(0, 3).join() === until.parts.slice(0, 3).join();
  return html` – ${sameDay ? showWhen(until).split(' ')[1] : when(until)}`;
}

const appointmentRow = (one: Appointment, afterDeath: boolean): TemplateResult => entryRow(one,
  [status('appointment', one.status, tone(one.status)), afterDeath ? badge(labels.afterDeath, 'stop') : nothing, one.declined ? badge(labels.patientDeclined, 'warn') : nothing, badge(one.delivery)], nothing,
  html`${one.start ? html`${when(one.start)}${end(one)}` : labels.dateless} · ${inOrder(one.title ?? labels.notRecorded)}`);

const referralRow = (one: Referral): TemplateResult => entryRow(one,
  [status('referral', one.status, tone(one.status)), one.not ? badge(labels.doNotPerform, 'stop') : nothing, one.priority && status('priority', one.priority, tone(one.priority))]);

/**
 * @summary Appointments, the next one first and past ones after, and referrals; those cancelled stand apart, missed ones say so.
 * @fires dscr-section-shown
 */
export class DscrAppointments extends SectionElement<AppointmentsModel> {
  static override readonly section = 'appointments';

  override renderModel({ appointments, referrals, died }: AppointmentsModel): TemplateResult {
    const now = thePage().now;
    // what goes on, or is today at a time unknown, is still to come; what was cancelled is not to be waited for
    const kindOf = ({ start, until = 0, status: code }: Appointment): 'upcoming' | 'cancelled' | 'dateless' | 'earlier' =>
      (start === undefined || start.precision === 'raw' ? 'dateless' : until <= now ? 'earlier' : code === 'cancelled' ? code : 'upcoming');
    const part = (kind: ReturnType<typeof kindOf>): TemplateResult | typeof nothing => {
      const list = appointments.filter((one) => kindOf(one) === kind);
      if (kind === 'upcoming' || kind === 'cancelled') list.reverse();
      return group(this, this.counted(labels[kind], list.length), list, (one) => appointmentRow(one, one.afterDeath || (died && kind === 'upcoming')), kind, 2);
    };
    return html`${appointments.length === 0 ? nothing : html`${this.subheading(noun('appointments.appointments'))}${(['upcoming', 'cancelled', 'dateless', 'earlier'] as const).map(part)}`}
      ${group(this, this.counted(noun('appointments.referrals'), referrals.length), referrals, referralRow, 'referrals')}`;
  }
}
