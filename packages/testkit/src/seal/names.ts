/** A name of a row (`customerId`) as SQL spells it (`customer_id`). */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
