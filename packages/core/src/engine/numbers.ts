/** Takes the next numbers of sequences, whatever their number, in one statement. */
import type { Row, Tx } from '../storage/port.ts'
import type { NumberRequest } from './context.ts'
import type { Run } from './query-run.ts'
import { stored } from './tables.ts'

export async function nextNumbers(
  tx: Tx,
  run: Run,
  requests: readonly NumberRequest[],
): Promise<readonly (readonly string[])[]> {
  const places = requests.map((request) => ({
    sequence: request.sequence,
    place: {
      branch: run.studio.branchCode(request.branch ?? run.branch),
      date: request.date ?? run.businessDate,
    },
    count: request.count ?? 1,
  }))
  const counters = new Map<string, { row: Row; wanted: number }>()
  for (const { sequence, place, count } of places) {
    const scope = sequence.scopeOf(place)
    const key = `${sequence.name} ${scope}`
    const wanted = (counters.get(key)?.wanted ?? 0) + count
    counters.set(key, { wanted, row: { tenant: run.tenant, sequence: sequence.name, scope, value: wanted } })
  }
  // In one order for everybody, so that two commands never wait for each other's counters.
  const sorted = [...counters].sort(([a], [b]) => (a < b ? -1 : 1))
  const standing = await tx.accumulate(
    stored.sequences,
    sorted.map(([, counter]) => counter.row),
    ['value'],
  )
  const next = new Map<string, number>()
  let at = 0
  for (const [key, { wanted }] of sorted) next.set(key, Number(standing[at++]?.value) - wanted + 1)
  return places.map(({ sequence, place, count }) => {
    const key = `${sequence.name} ${sequence.scopeOf(place)}`
    const first = next.get(key) ?? 1
    next.set(key, first + count)
    return Array.from({ length: count }, (_, offset) => sequence.format({ ...place, value: first + offset }))
  })
}
