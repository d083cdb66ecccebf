import { defineSection } from '../define.js';
import { toAlerts } from './alerts.map.js';
import type { AlertsModel } from './alerts.model.js';

export const alerts = defineSection<AlertsModel>({
  id: 'alerts', tag: 'dscr-alerts', types: ['Flag', 'Consent'], draws: 'whole',
  searches: [
    { type: 'Flag', main: true, include: ['Flag:author'] },
    { type: 'Consent', main: false, ifOffered: true },
    // the very query of the documents, so that both are one request; which of them are alerts is seen by type and title
    { type: 'DocumentReference', main: false, needs: 'documents', sort: '-date', include: ['DocumentReference:author', 'DocumentReference:custodian'] },
  ],
  mapper: toAlerts,
});
