/** Reading the services of a studio. */
import type { QueryContext, CommandContext } from '../engine/context.ts'
import { ServiceUnknown } from './errors.ts'
import { definitionSchema, type ServiceDefinition } from './service-definition.ts'
import { bookingsServices, type ServiceRow } from './tables.ts'

export interface Service {
  readonly row: ServiceRow
  readonly definition: ServiceDefinition
}

export const serviceOf = (row: ServiceRow): Service => ({ row, definition: definitionSchema.parse(row.definition) })

/** The branches that offer a service; null for all. */
export const branchesOf = ({ branches }: Pick<ServiceRow, 'branches'>): readonly string[] | null =>
  branches as readonly string[] | null

/** A service that the branch offers, by code or id. One statement. @throws SERVICE_UNKNOWN */
export async function requireService(context: QueryContext | CommandContext, codeOrId: string): Promise<Service> {
  const { store, branch } = context
  const [row] = await store.find(bookingsServices, {
    where: { anyOf: [{ code: codeOrId }, { id: codeOrId }], isOffered: true },
    limit: 1,
    orderBy: ['id'],
  })
  const branches = row === undefined ? null : branchesOf(row)
  if (row === undefined || (branches !== null && !branches.includes(branch))) {
    throw ServiceUnknown.create({ service: codeOrId })
  }
  return serviceOf(row)
}

/** A service whether it is still offered or not. One statement. @throws SERVICE_UNKNOWN */
export async function serviceById({ store }: QueryContext | CommandContext, id: string): Promise<Service> {
  const row = await store.get(bookingsServices, id)
  if (row === undefined) throw ServiceUnknown.create({ service: id })
  return serviceOf(row)
}

/** Those of these services that the branch offers, by their ids. One statement. */
export async function servicesById(
  { store, branch }: QueryContext | CommandContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Service>> {
  const rows = await store.find(bookingsServices, { where: { id: { in: ids }, isOffered: true }, limit: 'all' })
  const offered = rows.filter((row) => branchesOf(row)?.includes(branch) ?? true)
  return new Map(offered.map((row) => [row.id, serviceOf(row)]))
}
