/** The eight sections of a shared care record, in the order a configuration lists them by default (contract, section 4). */
export const SECTION_IDS = [
  'demographics', 'alerts', 'allergies', 'medications', 'results', 'appointments', 'care-plans', 'documents',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** Parts of sections: they stand in policies and headings only. */
export const PART_IDS = [
  'results.laboratory', 'results.imaging', 'results.other', 'appointments.appointments', 'appointments.referrals',
] as const;
export type PartId = (typeof PART_IDS)[number];
export type AreaId = SectionId | PartId;

export const isSectionId = (value: unknown): value is SectionId => (SECTION_IDS as readonly unknown[]).includes(value);
export const AREA_IDS: readonly AreaId[] = [...SECTION_IDS, ...PART_IDS];

/** `results.imaging` → `results`; a section is its own section. */
export const sectionOf = (area: AreaId): SectionId => area.split('.')[0] as SectionId;

export const partsOf = (section: SectionId): readonly PartId[] => PART_IDS.filter((part) => sectionOf(part) === section);
