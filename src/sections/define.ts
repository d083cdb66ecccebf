export { defineSection, type Lookup, type MapContext, type Mapper, type SectionDefinition } from '../controllers/section-definition.js';
