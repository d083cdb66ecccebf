import { first, said } from './parts.js';

export const check = (host: string, number: string) => said('Check the patient', `${first(host)} asked for NHS No. ${number}. Enter the date of birth shown in ${host}.`);
export const wrong = (host: string) => `These details do not fit. Check them in ${host}.`;
export const third = (host: string) => `Stopped after three tries. Start again from ${host}.`;
export const refused = (why: 'used' | 'unchecked' | 'other-user', host: string) =>
  `This link ${{ used: 'has been used or has expired', unchecked: 'could not be checked', 'other-user': 'was made for another user' }[why]}. Open the record again from ${host}.`;
