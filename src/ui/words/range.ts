export const above = 'Above range (calculated)';
export const below = 'Below range (calculated)';
export const none = 'No flag or range';
