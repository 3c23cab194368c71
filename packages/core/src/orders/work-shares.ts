/** Who did what of a stage, in parts that come to the whole. Pure. */
import { z } from 'zod'
import { WorkInvalid } from './errors.ts'
import { idText } from './line-input.ts'
import { Quantity } from '../values/quantity.ts'

const decimal = (rule: string) => z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, rule)

export const workInput = z.strictObject({
  staffId: idText,
  /** What the person was: `photographer`, `assistant`, a word of the studio's own. */
  role: z.string().trim().min(1).max(40).optional(),
  /** The person's part in per cent; those of all add up to 100. May be left out where one person did it all. */
  weight: decimal('must be a part in per cent such as 40 or 33.34').optional(),
  /** How much: images, looks, spreads; `1` unless told. */
  quantity: decimal('must be a quantity of zero or more such as 12 or 1.5').default('1'),
  minutes: z.int().min(0).max(100_000).default(0),
  /** From 0 to 5. */
  quality: z
    .string()
    .regex(/^([0-4](\.\d{1,2})?|5(\.0{1,2})?)$/, 'must be 0 to 5 with at most 2 decimals')
    .optional(),
})

export const workInputs = z.array(workInput).min(1).max(50)

export type WorkGiven = z.output<typeof workInput>

/** One person's part. */
export interface WorkShare {
  readonly staffId: string
  readonly role: string | null
  /** In per cent. */
  readonly weight: string
  readonly quantity: string
  readonly minutes: number
  readonly quality: string | null
}

const whole = Quantity.of('100')

/**
 * The parts of those who did a stage.
 *
 * @throws WORK_INVALID where the parts do not add up to 100 per cent, or somebody stands twice in one role
 */
export function workShares(given: readonly WorkGiven[]): WorkShare[] {
  const seen = new Set<string>()
  for (const { staffId, role = '' } of given) {
    const key = JSON.stringify([staffId, role])
    if (seen.has(key)) {
      throw WorkInvalid.create({ rule: `name "${staffId}" twice${role === '' ? '' : ` as ${role}`}` })
    }
    seen.add(key)
  }
  const unweighted = given.filter(({ weight }) => weight === undefined)
  if (unweighted.length > 0 && given.length > 1) {
    throw WorkInvalid.create({ rule: `give no weight to "${unweighted[0]?.staffId}", but name ${given.length} people` })
  }
  const sum = given.reduce((total, { weight = '100' }) => total.plus(Quantity.of(weight)), Quantity.zero)
  if (!sum.equals(whole)) throw WorkInvalid.create({ rule: `have weights of ${sum} per cent together` })
  return given.map(({ staffId, role = null, weight = '100', quantity, minutes, quality = null }) => ({
    staffId,
    role,
    weight: Quantity.of(weight).toString(),
    quantity: Quantity.of(quantity).toString(),
    minutes,
    quality: quality === null ? null : Quantity.of(quality).toString(),
  }))
}
