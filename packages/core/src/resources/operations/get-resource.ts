/** Reads a resource with its rosters. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ResourceUnknown } from '../errors.ts'
import { requireResource } from '../find-resource.ts'
import { presentResource, type Resource, resourceOutput } from '../present-resource.ts'
import { presentRoster, type Roster, rosterOutput } from '../present-roster.ts'
import { idText } from '../shapes.ts'
import { resourcesRosters } from '../tables.ts'

const schema = z.strictObject({ resourceId: idText })

export interface GetResource extends z.input<typeof schema> {}
export interface ResourceWithRosters {
  readonly resource: Resource
  /** The earliest first; empty where it follows the opening hours of its branch. */
  readonly rosters: Roster[]
}

const input: z.ZodType<z.output<typeof schema>, GetResource> = schema
const output: z.ZodType<ResourceWithRosters> = z.object({ resource: resourceOutput, rosters: z.array(rosterOutput) })

const errors = [ResourceUnknown] as const

/** Two statements. */
export const get: Operation<'query', GetResource, ResourceWithRosters, (typeof errors)[number]> = operation({
  name: 'resources.get',
  summary: 'Reads a resource with all versions of its roster.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { resourceId }) {
    const row = await requireResource(context, resourceId)
    context.demand('resources.get', row.branch)
    const rosters = await context.store.find(resourcesRosters, {
      where: { resourceId },
      orderBy: ['validFrom'],
      limit: 'all',
    })
    return { resource: presentResource(context, row), rosters: rosters.map(presentRoster) }
  },
})
