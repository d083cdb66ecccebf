import { defineSection } from '../define.js';
import { toAlerts } from './alerts.map.js';
import type { AlertsModel } from './alerts.model.js';

export const alerts = defineSection<AlertsModel>({
  id: 'alerts', tag: 'dscr-alerts', types: ['Flag'], draws: 'whole',
  searches: [{ type: 'Flag', main: true, include: ['Flag:author'] }],
  mapper: toAlerts,
});
