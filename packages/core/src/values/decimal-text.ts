/** A decimal read exactly: `coefficient / 10 ** scale`, with the scale as it was written ('1.50' has 2). */
export interface DecimalText {
  readonly coefficient: bigint
  readonly scale: number
}

/** Longer texts are refused unread, so that nobody can keep the engine busy with a million digits. */
const longestText = 64

const plus = 43
const minus = 45
const point = 46

/**
 * Reads a plain decimal: an optional sign, digits, and optionally a point followed by digits. No blanks, separators or
 * exponent. Answers undefined for anything else, so that each value can raise the error that names its own field.
 */
export function readDecimal(text: string): DecimalText | undefined {
  const length = text.length
  if (length === 0 || length > longestText) return undefined
  const first = text.charCodeAt(0)
  const start = first === minus || first === plus ? 1 : 0
  let pointAt = -1
  for (let index = start; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code >= 48 && code <= 57) continue
    if (code !== point || pointAt !== -1 || index === start || index === length - 1) return undefined
    pointAt = index
  }
  if (start === length) return undefined
  const magnitude = BigInt(pointAt === -1 ? text.slice(start) : text.slice(start, pointAt) + text.slice(pointAt + 1))
  return { coefficient: first === minus ? -magnitude : magnitude, scale: pointAt === -1 ? 0 : length - pointAt - 1 }
}

/** Prints `coefficient / 10 ** scale` with exactly `scale` decimals. */
export function printDecimal(coefficient: bigint, scale: number): string {
  if (scale === 0) return coefficient.toString()
  const negative = coefficient < 0n
  const digits = (negative ? -coefficient : coefficient).toString().padStart(scale + 1, '0')
  const cut = digits.length - scale
  return `${negative ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`
}

const powers: readonly bigint[] = Array.from({ length: longestText + 1 }, (_, exponent) => 10n ** BigInt(exponent))

/** 10 to a whole power of 0 or more. */
export function powerOfTen(exponent: number): bigint {
  return powers[exponent] ?? 10n ** BigInt(exponent)
}
