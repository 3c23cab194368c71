/** The services of a branch. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { presentService, type ServiceShown, serviceShown } from '../present-service.ts'
import { branchesOf } from '../services.ts'
import { bookingsServices } from '../tables.ts'

const schema = z.strictObject({
  /** Also those that are no longer offered. */
  withdrawn: z.boolean().default(false),
})

export interface ListServices extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListServices> = schema

export interface ServiceList {
  items: ServiceShown[]
}

const output: z.ZodType<ServiceList> = z.object({ items: z.array(serviceShown) })

export const services: Operation<'query', ListServices, ServiceList> = operation({
  name: 'bookings.services',
  summary: 'The services that the branch offers, by code.',
  kind: 'query',
  input,
  output,
  async run({ store, branch }, { withdrawn }) {
    const rows = await store.find(bookingsServices, {
      where: withdrawn ? {} : { isOffered: true },
      orderBy: ['code'],
      limit: 'all',
    })
    const here = rows.filter((row) => branchesOf(row)?.includes(branch) ?? true)
    return { items: here.map(presentService) }
  },
})
