/** Who writes these calendars (PRODID). */
export const productId = '-//Calotype//Calendars//EN'
