/** Claims a time off, where nothing stands in its way or somebody may approve it all the same. */
import { z } from 'zod'
import { claimName, commitClaims, termsName } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { localSpan } from '../values/local-span.ts'
import { bookedKinds, emitConflicts } from './conflicts.ts'
import { type MetClaim, TimeOffMeetsBookings, TimeOffOverlaps, TimeOffOwn } from './errors.ts'
import { requireSameName } from './find-resource.ts'
import { type TimeOff, timeOffOutput } from './present-time-off.ts'
import { zoneOf } from './resource-book.ts'
import type { ResourceRow } from './tables.ts'

/** A time off that was approved, and what was booked within it. */
export interface ApprovedTimeOff {
  readonly timeOff: TimeOff
  readonly conflicts: MetClaim[]
}

const metClaim: z.ZodType<MetClaim> = z.object({
  reference: z.string(),
  /** booking, hold or rental. */
  kind: z.string(),
  from: z.string(),
  to: z.string(),
})

export const approvedTimeOff: z.ZodType<ApprovedTimeOff> = z.object({
  timeOff: timeOffOutput,
  conflicts: z.array(metClaim),
})

interface Wanted {
  readonly id: string
  readonly startsAt: string
  readonly endsAt: string
}

/** Whoever it is for, or asked for it, does not decide about it. @throws TIME_OFF_OWN */
export function requireSecondPerson(
  { actor }: CommandContext,
  { timeOffId, action, requestedBy }: { timeOffId: string; action: string; requestedBy: string | null },
  resource: ResourceRow,
): void {
  if (actor === resource.personId || actor === requestedBy) throw TimeOffOwn.create({ timeOffId, action })
}

/**
 * The whole resource is claimed. Answers what was booked within the time. Statements: those of a commit of claims.
 *
 * @throws TIME_OFF_MEETS_BOOKINGS, TIME_OFF_OVERLAPS; PERMISSION_MISSING where it is approved despite bookings
 */
export async function claimTimeOff(
  context: CommandContext,
  { id, startsAt: from, endsAt: to }: Wanted,
  resource: ResourceRow,
  despiteBookings: boolean,
): Promise<MetClaim[]> {
  const name = claimName(resource)
  const terms = termsName(resource.id)
  const { other, conflicts } = await commitClaims(context, {
    resources: [name, terms],
    window: { from, to },
    async decide({ taken }) {
      await requireSameName(context, resource)
      const other = taken.find(({ kind }) => kind === 'timeOff')
      const conflicts = taken
        .filter(({ kind }) => bookedKinds.has(kind))
        .map(
          (claim): MetClaim => ({
            reference: claim.reference,
            kind: claim.kind,
            from: claim.from,
            to: claim.to,
          }),
        )
      const result = { other, conflicts }
      if (other !== undefined || (conflicts.length > 0 && !despiteBookings)) return { claims: null, result }
      const quantity = resource.capacity
      const resourceId = name === terms ? null : resource.id
      const claim = { resource: name, resourceId, reference: id, kind: 'timeOff' as const, quantity, from, to }
      return { claims: [claim], touches: [terms], result }
    },
  })
  if (other !== undefined) {
    throw TimeOffOverlaps.create({ resource: resource.code, timeOffId: other.reference, state: 'approved' })
  }
  if (conflicts.length === 0) return conflicts
  const timeZone = resource.timeZone ?? zoneOf(context, resource.branch)
  if (!despiteBookings) {
    const told = conflicts.map((one) => ({ ...one, local: localSpan(one.from, one.to, timeZone) }))
    throw TimeOffMeetsBookings.create({ resource: resource.code, timeOffId: id, conflicts: told, timeZone })
  }
  context.demand('resources.approveDespiteBookings', resource.branch)
  emitConflicts(
    context,
    conflicts.map((one) => ({ ...one, resourceId: resource.id })),
  )
  return conflicts
}
