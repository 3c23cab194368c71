/** What a studio sets for its contracts. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'
import { languages } from './template.ts'

const words = z.string().trim().min(1).max(200)
const names = z.array(z.string().trim().min(1).max(60)).min(1).max(100)

const party = {
  name: words.optional(),
  address: words.optional(),
  phone: z.string().trim().min(1).max(40).optional(),
  /** The number in the register of businesses (统一社会信用代码). */
  registration: z.string().trim().min(1).max(60).optional(),
}

const settings = z.object({
  /** The studio as it stands on contracts. Without a name none is drawn. */
  studio: z.strictObject(party).default({}),
  /** What differs in a branch, by the branch. */
  branches: z.record(z.string(), z.strictObject(party)).default({}),
  /** Which template an order has: that of the first rule that fits, else `standard`. */
  templates: z
    .array(
      z.strictObject({
        template: z.string().min(1).max(60),
        /** Branches for which it holds; all unless told. */
        branches: names.optional(),
        /** Kinds of photography: a line of one of them is enough. */
        shootTypes: names.optional(),
      }),
    )
    .max(200)
    .default([]),
  /** The language that binds, where nothing else is asked for. */
  language: z.enum(languages).default('zh'),
  /** Whether a contract is signed only once the studio has countersigned it. */
  countersigned: z.boolean().default(true),
  /** Stages into which lines go only with a signed contract. None unless set. */
  neededBefore: z
    .array(
      z.strictObject({
        /** The stage that a line must not come to, or beyond, without one. */
        stage: z.string().min(1).max(20),
        /** Orders below this total need none. */
        fromAmount: z
          .string()
          .regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 1000 or 0.50')
          .default('0'),
        branches: names.optional(),
        shootTypes: names.optional(),
        /** Whether lines of second sale need it as well. */
        secondSale: z.boolean().default(false),
        /** Whether a signed contract is enough from which the order differs by now. */
        outdatedPasses: z.boolean().default(false),
      }),
    )
    .max(100)
    .default([]),
})

export interface ContractsSettings extends z.output<typeof settings> {}
export type ContractGate = ContractsSettings['neededBefore'][number]
export type TemplateRule = ContractsSettings['templates'][number]

export const contractsSettings: SettingsOf<ContractsSettings> & {
  readonly name: 'contracts'
  readonly settings: z.ZodType<ContractsSettings>
} = { name: 'contracts', settings }
