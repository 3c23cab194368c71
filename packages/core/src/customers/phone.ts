/** Phone numbers as people write them, and the digits by which they are the same. Pure. */

/** What may stand in a phone number beside digits. */
const written = /^\+?[\d\s().\-–]+$/

/** Whether `text` is written like a phone number of 5 to 20 digits. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  return written.test(text.trim()) && digits.length >= 5 && digits.length <= 20
}

/**
 * The digits by which two spellings of one number are equal: `138 0000 0000`, `+86 138-0000-0000` and `008613800000000`
 * are all `13800000000`. Other countries keep their code: `+1 415 555 0100` is `14155550100`.
 */
export function phoneDigits(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (phone.trim().startsWith('+')) return digits.startsWith('86') && digits.length > 7 ? digits.slice(2) : digits
  if (digits.startsWith('0086') && digits.length > 9) return digits.slice(4)
  return /^861[3-9]\d{9}$/.test(digits) ? digits.slice(2) : digits
}

/** The distinct digits of several numbers, in the order given. */
export function distinctDigits(phones: readonly (string | null | undefined)[]): string[] {
  return [...new Set(phones.flatMap((phone) => phoneDigits(phone ?? '') || []))]
}
