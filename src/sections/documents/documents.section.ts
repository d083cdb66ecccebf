import { defineSection } from '../define.js';
import { toDocuments } from './documents.map.js';
import type { DocumentsModel } from './documents.model.js';

export const documents = defineSection<DocumentsModel>({
  id: 'documents', tag: 'dscr-documents', types: ['DocumentReference'], draws: 'by-page',
  searches: [{ type: 'DocumentReference', main: true, sort: '-date', include: ['DocumentReference:author', 'DocumentReference:custodian'] }],
  mapper: toDocuments,
});
