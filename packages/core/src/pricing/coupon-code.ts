/** Codes that nobody guesses. */

/** Digits and capitals without those that look alike: 32 of them, five bits each. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const length = 12

/** So many different codes of 60 random bits, each after the prefix. */
export function newCodes(count: number, prefix: string): string[] {
  const codes = new Set<string>()
  while (codes.size < count) {
    const random = crypto.getRandomValues(new Uint8Array(length))
    codes.add(prefix + Array.from(random, (byte) => letters[byte % letters.length]).join(''))
  }
  return [...codes]
}
