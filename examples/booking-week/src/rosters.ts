/** What is booked and no longer fits: a shift that changes, and a photographer who falls ill. */
import { type Booking, isCalotypeError } from '@calotype/core'
import { at } from '@calotype/example-story'
import { when } from './changes.ts'
import { unlessTaken } from './desk.ts'
import { type StudioAtWork, week } from './studio.ts'

/** Ben is at a course on Thursday, and comes at three. */
export async function changeShift(studio: StudioAtWork): Promise<void> {
  const { manager, print, checks, clock, resourceIds } = studio
  clock.startDay('2026-05-31')
  print.step(clock.moveTo('18:00'), 'Ben is at a course on Thursday until three')
  const { conflicts } = await manager.resources.setShifts({
    shifts: [
      {
        resourceId: resourceIds.get('ben') ?? '',
        day: week[3],
        spans: [{ from: '15:00', to: '19:00' }],
        reason: 'course',
      },
    ],
  })
  const { count } = await manager.agenda.conflicts({ from: week[0], to: week[6] })
  checks.is('told with the change, and listed until they are settled', count, conflicts.length)
  await settleConflicts(studio)
}

/** Anna is ill on Thursday and Friday: who approves sees first what is booked. */
export async function fallIll(studio: StudioAtWork): Promise<void> {
  const { manager, print, checks, clock, resourceIds } = studio
  print.step(clock.moveTo('08:30'), 'Anna calls: she is ill until Friday')
  const sick = {
    resourceId: resourceIds.get('anna') ?? '',
    kind: 'sick',
    firstDay: week[3],
    lastDay: week[4],
    approved: true,
  } as const
  const refused = await manager.resources.requestTimeOff(sick).then(
    () => 'approved',
    (error: unknown) => (isCalotypeError(error) ? error.code : 'another error'),
  )
  checks.is('as long as nobody says that it is to be in spite of them', refused, 'TIME_OFF_MEETS_BOOKINGS')
  const { conflicts } = await manager.resources.requestTimeOff({ ...sick, despiteBookings: true })
  const { count } = await manager.agenda.conflicts({ from: week[0], to: week[6] })
  checks.is('told with the approval, and listed until they are settled', count, conflicts.length)
  await settleConflicts(studio)
}

/** The first of who could take over does; where nobody could, the booking moves to the next time that there is. */
export async function settleConflicts(studio: StudioAtWork): Promise<void> {
  const { manager, print, checks } = studio
  const rows: string[][] = []
  const period = { from: week[0], to: week[6] }
  const { items: told } = await manager.agenda.conflicts(period)
  // Whom somebody can take over comes first, so that those who move do not take them away.
  const inOrder = [...told].sort((one, other) => Math.sign(other.alternativesInAll) - Math.sign(one.alternativesInAll))
  for (const { resource, requirement, breaks, bookings, alternatives } of inOrder) {
    const rule = [...new Set(breaks.map((one) => one.rule))].join(', ')
    for (const { bookingId } of bookings) {
      const before = await manager.bookings.booking({ bookingId })
      const could = alternatives.map((one) => one.resource)
      const taken = await takeOver(studio, { bookingId, resource, requirement: requirement ?? '', could })
      const now = taken ?? (await moveToNext(studio, before))
      const colleague = now.resources.find((one) => one.requirement === requirement)?.code ?? ''
      const outcome = taken === undefined ? `moves to ${when(now)}, with ${colleague}` : `${colleague} takes over`
      rows.push([before.service, when(before), resource, rule, could.join(', ') || 'nobody', outcome])
    }
  }
  print.table(['conflict', 'when', 'who', 'why', 'who could', 'what becomes of it'], rows)
  const left = await manager.agenda.conflicts(period)
  checks.is('conflicts that are left', left.count, 0)
}

interface Gap {
  readonly bookingId: string
  readonly resource: string
  readonly requirement: string
  readonly could: readonly string[]
}

/** Undefined where nobody could; who could may have been taken by a conflict that was settled before. */
async function takeOver({ manager }: StudioAtWork, { bookingId, resource, requirement, could }: Gap) {
  for (const one of could) {
    const resources = { [requirement]: [one] }
    const reassigning = manager.bookings.reassign({ bookingId, resources, reason: `${resource} is away` })
    const taken = await unlessTaken(reassigning)
    if (taken !== undefined) return taken
  }
  return undefined
}

/** Of that day or later. It is the studio that asks, so nothing is charged. */
async function moveToNext({ manager }: StudioAtWork, { id: bookingId, service, local }: Booking) {
  const from = at(local.date, '00:00')
  const { items } = await manager.bookings.slots({ service, from, limit: 1 })
  const [next] = items
  if (next === undefined) throw new Error(`there is no time for ${service} in a month`)
  return manager.bookings.move({ bookingId, startsAt: next.startsAt, waiveFee: true, reason: 'nobody is free' })
}
