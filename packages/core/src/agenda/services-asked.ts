/** Which services are asked about. */
import { branchesOf, type Service, serviceOf } from '../bookings/services.ts'
import { bookingsServices, ServiceUnknown } from '../bookings/index.ts'
import type { QueryContext } from '../engine/context.ts'

/** What a branch offers, in the order of the codes; or what was asked for, by code or id. One statement. @throws SERVICE_UNKNOWN */
export async function servicesAsked(
  { store }: QueryContext,
  branch: string,
  asked: readonly string[] | undefined,
): Promise<readonly Service[]> {
  const rows = await store.find(bookingsServices, {
    where: {
      isOffered: true,
      ...(asked === undefined ? {} : { anyOf: [{ code: { in: asked } }, { id: { in: asked } }] }),
    },
    orderBy: ['code'],
    limit: 'all',
  })
  const offered = rows.filter((row) => branchesOf(row)?.includes(branch) ?? true)
  for (const service of asked ?? []) {
    if (!offered.some(({ code, id }) => code === service || id === service)) throw ServiceUnknown.create({ service })
  }
  return offered.map(serviceOf)
}
