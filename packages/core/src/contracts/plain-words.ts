/** Text without control characters and without marks that turn the direction of writing. Pure. */

const unwanted = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

export const plainWords = (text: string): string => text.replace(unwanted, ' ')
