/** Reads the opening hours of a branch. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { requireBranch } from '../find-resource.ts'
import { presentRoster, type Roster, rosterOutput } from '../present-roster.ts'
import { branchText } from '../shapes.ts'
import { resourcesOpeningHours } from '../tables.ts'

const schema = z.strictObject({
  /** That of the session unless told. */
  branch: branchText.optional(),
})

export interface ReadOpeningHours extends z.input<typeof schema> {}
/** All versions, the earliest first. */
export interface OpeningHours {
  readonly branch: string
  readonly openingHours: Roster[]
}

const input: z.ZodType<z.output<typeof schema>, ReadOpeningHours> = schema
const output: z.ZodType<OpeningHours> = z.object({ branch: z.string(), openingHours: z.array(rosterOutput) })

const errors = [BranchUnknown] as const

/** One statement. */
export const openingHours: Operation<'query', ReadOpeningHours, OpeningHours, (typeof errors)[number]> = operation({
  name: 'resources.openingHours',
  summary: 'Reads when a branch is open, in all versions.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { branch = context.branch }) {
    requireBranch(context, branch)
    context.demand('resources.openingHours', branch)
    const rows = await context.store.find(resourcesOpeningHours, {
      where: { branch },
      orderBy: ['validFrom'],
      limit: 'all',
    })
    return { branch, openingHours: rows.map(presentRoster) }
  },
})
