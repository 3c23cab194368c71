/** What a studio decides about rounds, proofs, rush and its capacity. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'
import { payers, redoCauses } from '../orders/index.ts'

const title = z.strictObject({ en: z.string().min(1).max(100), zh: z.string().min(1).max(100) })
const code = z.string().min(1).max(40)
const item = z.string().min(1).max(64)
const once = (codes: readonly { readonly code: string }[]): boolean =>
  new Set(codes.map((one) => one.code)).size === codes.length

const cause = z.strictObject({
  code,
  title,
  /** What the orders call it. */
  redo: z.enum(redoCauses),
  /** Who pays, unless told with the fault. */
  payer: z.enum(payers),
})

const charge = z.strictObject({
  /** The item of the catalogue that is sold for it. */
  item,
  /** Sold once a round, or for each image or spread of it. */
  per: z.enum(['round', 'image']).default('round'),
})

const rushLevel = z.strictObject({
  code,
  title,
  /** Lead times are so many per cent of the usual, rounded up to whole days. */
  percent: z.int().min(0).max(100).default(50),
  /** And so many business days less. */
  daysLess: z.int().min(0).max(60).default(0),
  /** What is sold for it; nothing where it is null. */
  feeItem: item.nullable().default(null),
})

const perDay = z.record(z.string().min(1).max(64), z.int().min(1).max(100_000))

const settings = z.object({
  /** Whether somebody else than who did a round checks it. */
  secondPersonChecks: z.boolean().default(true),
  /** Why work is done again. */
  causes: z
    .array(cause)
    .min(1)
    .max(50)
    .refine(once, 'must name each code once')
    .default([
      { code: 'quality', title: { en: 'Quality', zh: '质量问题' }, redo: 'quality', payer: 'studio' },
      { code: 'wrongImage', title: { en: 'Wrong image', zh: '用错照片' }, redo: 'mistake', payer: 'studio' },
      {
        code: 'customerWish',
        title: { en: 'Customer’s change of mind', zh: '客户改意' },
        redo: 'customerWish',
        payer: 'customer',
      },
      { code: 'lab', title: { en: 'Fault of the lab', zh: '外协厂问题' }, redo: 'quality', payer: 'supplier' },
      { code: 'damage', title: { en: 'Damaged', zh: '损坏' }, redo: 'damage', payer: 'supplier' },
      { code: 'other', title: { en: 'Other', zh: '其他' }, redo: 'other', payer: 'studio' },
    ]),
  /** Rounds of a line that the customer asks for and pays nothing for: by the code of its item, else `usual`. */
  freeRounds: z
    .strictObject({
      usual: z.int().min(0).max(1000).default(2),
      items: z.record(item, z.int().min(0).max(1000)).default({}),
    })
    .prefault({}),
  /** What is sold for rounds beyond them; nothing where it is not named. */
  roundCharges: z.strictObject({ retouching: charge.optional(), design: charge.optional() }).default({}),
  rushLevels: z
    .array(rushLevel)
    .max(20)
    .refine(once, 'must name each code once')
    .default([
      { code: 'rush', title: { en: 'Rush', zh: '加急' }, percent: 50, daysLess: 0, feeItem: null },
      { code: 'express', title: { en: 'Express', zh: '特急' }, percent: 25, daysLess: 0, feeItem: null },
    ]),
  /** Images and spreads that departments and people do on a business day. */
  capacity: z.strictObject({ departments: perDay.default({}), people: perDay.default({}) }).prefault({}),
  /** Days for which a proof waits for its answer, unless told; null for ever. */
  proofDays: z.int().min(1).max(365).nullable().default(14),
})

export interface ProductionSettings extends z.output<typeof settings> {}
export type Cause = ProductionSettings['causes'][number]
export type RushLevel = ProductionSettings['rushLevels'][number]

export const productionSettings: SettingsOf<ProductionSettings> & {
  readonly name: 'production'
  readonly settings: z.ZodType<ProductionSettings>
} = { name: 'production', settings }
