/** Amounts as people read them. */

/** `-1234567.50` as `-1,234,567.50`. Digits are grouped and nothing else: an amount is never rounded here. */
export function amountText(amount: string): string {
  const [whole = '', fraction] = amount.split('.')
  const grouped = whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Whether a decimal string is zero at any scale. */
export const isZeroText = (amount: string): boolean => /^-?0*(?:\.0*)?$/.test(amount)
