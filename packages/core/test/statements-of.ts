/** What a call of the port costs, as `insert customers`: rows at the end are one statement for each batch. */
import type { Batch } from '../src/storage/port.ts'

export function statementsOf(method: string, given: readonly unknown[]): string[] {
  if (method === 'insertAtEnd') return (given[0] as readonly Batch[]).map(({ table }) => `insert ${table.name}`)
  const [first] = given as readonly ({ readonly name?: string } | undefined)[]
  return [`${method} ${first?.name ?? ''}`.trim()]
}
