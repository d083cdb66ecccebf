/** The systems people in Derbyshire work in, each with a look of its own and one organisation that uses it. Plain imitations: no part of any product. */
export const HOST_SYSTEMS = [
  { id: 'lorenzo', name: 'Lorenzo', ods: 'RTG', organisation: 'University Hospitals of Derby and Burton', look: 'band' },
  { id: 'meditech', name: 'Meditech', ods: 'RTG', organisation: 'University Hospitals of Derby and Burton', look: 'terminal' },
  { id: 'systmone', name: 'SystmOne (TPP)', ods: 'RY8', organisation: 'Derbyshire Community Health Services', look: 'desktop' },
  { id: 'medway', name: 'Medway', ods: 'RFS', organisation: 'Chesterfield Royal Hospital', look: 'side' },
  { id: 'liquidlogic', name: 'Liquid Logic', ods: 'X9C01', organisation: 'Derby City Council', look: 'cards' },
  { id: 'mosaic', name: 'Mosaic', ods: 'X9C02', organisation: 'Derbyshire County Council', look: 'tiles' },
  { id: 'adastra', name: 'Adastra', ods: 'X9D01', organisation: 'DHU Health Care', look: 'night' },
  { id: 'emis', name: 'EMIS', ods: 'X9G00', organisation: 'GPs in Derbyshire', look: 'ribbon' },
];
/** The page at `/`: a system nobody has bought. */
export const PLAIN_HOST = { id: 'plain', name: 'Demo host', ods: 'RTG', organisation: 'University Hospitals of Derby and Burton', look: 'plain' };
