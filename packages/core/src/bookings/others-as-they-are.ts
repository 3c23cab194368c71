/** Who is asked for where only some of a booking changes. Pure. */
import type { Wanted } from './pools.ts'
import type { Service } from './services.ts'
import type { AssignmentRow } from './tables.ts'

/** The requirements that are named get who is given, the others keep whom they have. Names that the service does not have stay, to be refused. */
export function othersAsTheyAre(
  { definition }: Service,
  assignments: readonly AssignmentRow[],
  changed: Wanted,
): Wanted {
  const wanted: Record<string, readonly string[]> = { ...changed }
  for (const { name } of definition.requirements) {
    if (changed[name] !== undefined) continue
    const own = assignments.filter(({ requirement }) => requirement === name).map(({ resourceId }) => resourceId)
    if (own.length > 0) wanted[name] = own
  }
  return wanted
}
