/** Spoils an input: one member is left out, of another kind, or something that somebody with bad intent would send. */
import type { Random } from '../run/random.ts'

const hostile: readonly [unknown, ...unknown[]] = [
  null,
  undefined,
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '😀'.repeat(30),
  'a'.repeat(5000),
  '-1',
  'NaN',
  '1e400',
  '0.001',
  '99999999999999999999.99',
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '1969-12-31T00:00:00Z',
  "' or 1=1 --",
  '%',
  '../../etc/passwd',
  0,
  -0,
  -1,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e308,
  true,
  10n,
  [],
  {},
  [[]],
  Object.create(null),
  JSON.parse('{"__proto__":{"admin":true}}'),
  new Date(0),
  () => 1,
  Symbol.iterator,
]

/** A copy with one to three members spoilt, at any depth. */
export function spoil(input: unknown, random: Random): unknown {
  if (random.fraction() < 0.03) return random.pick(hostile)
  const copy = structuredClone(input)
  for (let left = random.whole(1, 3); left > 0; left--) spoilOne(copy, random)
  return copy
}

function spoilOne(value: unknown, random: Random): void {
  if (typeof value !== 'object' || value === null) return
  const holder = value as Record<string, unknown>
  const [first, ...others] = Object.keys(holder)
  if (first === undefined) {
    if (!Array.isArray(value)) holder.extra = random.pick(hostile)
    return
  }
  const key = random.pick([first, ...others])
  if (typeof holder[key] === 'object' && holder[key] !== null && random.fraction() < 0.7) {
    spoilOne(holder[key], random)
    return
  }
  const chance = random.fraction()
  if (chance < 0.1) delete holder[key]
  else if (chance < 0.2 && Array.isArray(value)) value.push(value[0])
  else holder[key] = random.pick(hostile)
}
