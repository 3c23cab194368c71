/** Numbers of shift reports and day closes: by branch, without gaps, never beginning anew. */
import type { CommandContext } from '../engine/context.ts'
import { defineNumberSequence } from '../values/number-sequence.ts'

const sequences = {
  shift: defineNumberSequence({ name: 'till-shift', pattern: 'S{branch}-{n:6}', resets: 'never' }),
  day: defineNumberSequence({ name: 'till-day', pattern: 'Z{branch}-{n:6}', resets: 'never' }),
}

export async function nextTillNumber(context: CommandContext, kind: keyof typeof sequences): Promise<string> {
  const [numbers] = await context.numbers([{ sequence: sequences[kind] }])
  const number = numbers?.[0]
  if (number === undefined) throw new Error(`context.numbers answered no number of a ${kind}`)
  return number
}
