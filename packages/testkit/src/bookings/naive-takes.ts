/** Whether a time can be taken, and what is claimed once it is: bookings of their own, and seats of sessions. */
import { holds, same } from '../storage/check.ts'
import { placeOf, poolOf, resourceOf, serviceOf, type ServiceCode } from './booked-services.ts'
import type { NaiveBooking, NaiveSession } from './naive-bookings.ts'
import { isOpenAt } from './naive-bookings.ts'
import type { NaiveClaim, NaiveDiary } from './naive-diary.ts'
import {
  canBeForced,
  freeAt,
  isWantedWrong,
  limitName,
  type NaiveAssigned,
  partOf,
  placeFor,
  type SlotAsked,
  waysAt,
} from './naive-slots.ts'
import { minuteOf } from './naive-time.ts'

/** What of the paper a time is taken in. */
export interface Paper {
  readonly diary: NaiveDiary
  readonly bookings: readonly NaiveBooking[]
  readonly sessions: Map<string, NaiveSession>
  readonly serviceIds: Readonly<Record<ServiceCode, string>>
  /** The code of a resource. */
  codeOf(id: string): string
}

export interface Taking extends SlotAsked {
  readonly seats: number
  /** Who takes it, where they are booked already. */
  readonly self: string | null
  readonly overbook: boolean
  /** Whether it is for parties together even where a session of several would do. */
  readonly alone?: boolean
}

export interface Judged {
  readonly refusal: 'WANTED_REFUSED' | 'SLOT_TAKEN' | 'SEATS_SHORT' | undefined
  /** The session that is joined. */
  readonly joins: NaiveSession | undefined
  /** Where everybody is free; null where somebody is not. */
  readonly place: string | null
}

const seatsName = (sessionId: string): string => `group-session:${sessionId}`

/** The seats of a session that are taken. */
export const seatsTaken = ({ diary }: Paper, sessionId: string, without: readonly string[] = []): number =>
  diary.claimsOf(seatsName(sessionId), without).reduce((sum, { quantity }) => sum + quantity, 0)

/** The sessions that begin then, the fullest first; without that in which one is alone. */
function sessionsAt(paper: Paper, { service, branch, start, self }: Taking): readonly NaiveSession[] {
  const { bookings, diary, sessions } = paper
  const others = bookings.filter(
    (one) =>
      one.session !== null &&
      one.id !== self &&
      one.service === service &&
      one.branch === branch &&
      one.start === start &&
      isOpenAt(one, diary.now),
  )
  const ids = [...new Set(others.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ session }) => session))]
  const taken = (id: string): number =>
    others.filter(({ session }) => session === id).reduce((sum, { seats }) => sum + seats, 0)
  return ids.flatMap((id) => sessions.get(id ?? '') ?? []).toSorted((one, other) => taken(other.id) - taken(one.id))
}

export function judge(paper: Paper, taking: Taking): Judged {
  const { diary, serviceIds } = paper
  const { service, seats, wanted = {}, without = [], overbook } = taking
  const most = serviceOf(service).seats
  const isShort = { refusal: 'SEATS_SHORT', joins: undefined, place: null } as const
  if (seats > most) return isShort
  const sessions = most > 1 && taking.alone !== true ? sessionsAt(paper, taking) : []
  for (const session of sessions) {
    const used = seatsTaken(paper, session.id, without)
    const serves = Object.entries(wanted).every(([requirement, asked]) =>
      asked.every((code) => session.people.some((one) => one.requirement === requirement && one.code === code)),
    )
    if (used > 0 && most - used >= seats && serves) return { refusal: undefined, joins: session, place: null }
  }
  if (isWantedWrong(taking)) return { refusal: 'WANTED_REFUSED', joins: undefined, place: null }
  const place = freeAt(diary, taking, serviceIds[service])
  if (place !== null || (overbook && canBeForced(taking))) return { refusal: undefined, joins: undefined, place }
  const left = most - Math.min(...sessions.map(({ id }) => seatsTaken(paper, id, without)))
  return sessions.length > 0 && left < seats ? isShort : { refusal: 'SLOT_TAKEN', joins: undefined, place: null }
}

/** A booking as the engine answers it, as far as it matters here. */
export interface Answered {
  readonly id: string
  readonly sessionId: string | null
  readonly placeId: string | null
  readonly allowed: string | null
  readonly resources: readonly {
    readonly requirement: string
    readonly code: string
    readonly quantity: number
    readonly from: string
    readonly to: string
    readonly busyFrom: string
    readonly busyTo: string
  }[]
}

export const peopleOf = ({ resources }: Pick<Answered, 'resources'>): readonly NaiveAssigned[] =>
  resources.map(({ requirement, code, quantity, from, to, busyFrom, busyTo }) => ({
    ...{ requirement, code, quantity, from: minuteOf(from), to: minuteOf(to) },
    ...{ busyFrom: minuteOf(busyFrom), busyTo: minuteOf(busyTo) },
  }))

/**
 * Whom the engine chose is one of the ways that the paper knows, at the first place at which there is one; or, of who overbooks, enough of the
 * pools. The paper is as it was before.
 */
export function checkServed(paper: Paper, what: string, taking: Taking, judged: Judged, answer: Answered): void {
  const people = peopleOf(answer)
  const { diary, serviceIds } = paper
  const { service, branch } = taking
  const { requirements } = serviceOf(service)
  same(`who is noted as overbooked for ${what}`, answer.allowed, overbookedBy(judged) ? 'overbooked' : null)
  if (judged.joins !== undefined) {
    same(`who serves the session of ${what}`, people, judged.joins.people)
    return
  }
  const place = answer.placeId === null ? branch : placeOf(resourceOf(paper.codeOf(answer.placeId)))
  const served = requirements.flatMap((requirement) => {
    const own = people.filter((one) => one.requirement === requirement.name)
    const pool = poolOf(requirement, branch)
    const fitting = own.filter(({ code }) => pool.some((one) => one.code === code))
    const each = new Set(fitting.map(({ code }) => code)).size
    holds(
      `${requirement.count} of the pool serve ${what} as ${requirement.name}`,
      each === requirement.count,
      names(own),
    )
    return own.map(({ code }) => partOf(taking, requirement, resourceOf(code)))
  })
  same(`what everybody does for ${what}`, people, served)
  if (judged.place === null) return
  same(`where ${what} is`, place, judged.place)
  const exactly: Record<string, string[]> = {}
  for (const { requirement, code } of people) exactly[requirement] = [...(exactly[requirement] ?? []), code]
  for (const [requirement, asked] of Object.entries(taking.wanted ?? {})) {
    const missing = asked.filter((code) => !(exactly[requirement] ?? []).includes(code))
    holds(
      `whoever was asked for serves ${what}`,
      missing.length === 0,
      `${names(people)} without ${missing.join(', ')}`,
    )
  }
  const isWay = waysAt(diary, { ...taking, wanted: exactly }, place, serviceIds[service]).next().done !== true
  holds(`whoever serves ${what} is free for it`, isWay, names(people))
}

const names = (people: readonly NaiveAssigned[]): string =>
  people.map(({ requirement, code }) => `${requirement}: ${code}`).join(', ')

export const overbookedBy = ({ joins, place }: Judged): boolean => joins === undefined && place === null

/** What is claimed for who serves, and for the service where it has limits. */
function claimsFor(paper: Paper, taking: Taking, answer: Answered, reference: string, until: number | null) {
  const { service, branch, start } = taking
  const place = answer.placeId === null ? branch : placeOf(resourceOf(paper.codeOf(answer.placeId)))
  const as = { reference, kind: until === null ? 'booking' : 'hold', until }
  const { dailyLimit, duration } = serviceOf(service)
  const ofService: NaiveClaim[] =
    dailyLimit === null
      ? []
      : [
          {
            ...{ ...as, resource: limitName(branch, paper.serviceIds[service]), quantity: 1, place: null },
            ...{ from: start, to: start + duration },
          },
        ]
  const ofPeople = peopleOf(answer).map(({ code, quantity, busyFrom: from, busyTo: to }): NaiveClaim => {
    return { ...as, resource: paper.diary.nameOf({ code }), quantity, from, to, place: placeFor(code, place) }
  })
  return [...ofService, ...ofPeople]
}

/** Writes down what was taken: whoever gives way is gone, and everybody who serves is claimed. */
export function writeDown(
  paper: Paper,
  taking: Taking,
  judged: Judged,
  answer: Answered,
  until: number | null,
  seated: readonly Pick<NaiveBooking, 'id' | 'seats' | 'expiresAt'>[] = [
    { id: answer.id, seats: taking.seats, expiresAt: until },
  ],
): void {
  const { diary, sessions } = paper
  const { service, branch, start, without = [] } = taking
  diary.release(...without)
  const { sessionId } = answer
  if (sessionId === null) {
    diary.claims.push(...claimsFor(paper, taking, answer, answer.id, until))
    return
  }
  const people = peopleOf(answer)
  if (judged.joins === undefined) {
    diary.claims.push(...claimsFor(paper, taking, answer, sessionId, until))
    sessions.set(sessionId, { id: sessionId, service, branch, start, people, overbooked: overbookedBy(judged) })
  } else {
    same('the session that is joined', sessionId, judged.joins.id)
    keepSession(paper, sessionId, until)
  }
  for (const { id, seats, expiresAt } of seated) {
    diary.claims.push({
      ...{ resource: seatsName(sessionId), reference: id, kind: expiresAt === null ? 'booking' : 'hold' },
      ...{ quantity: seats, from: start, to: start + serviceOf(service).duration, until: expiresAt, place: null },
    })
  }
}

/** The people of a session stay for as long as the last of its parties. */
export function keepSession({ diary }: Paper, sessionId: string, until: number | null): void {
  const own = diary.claims.filter(({ reference }) => reference === sessionId)
  const isEnough = own.every((one) => one.until === null || (until !== null && one.until >= until))
  if (!isEnough) for (const one of own) Object.assign(one, { until, kind: until === null ? 'booking' : 'hold' })
}

/** Where nobody has a seat any more, the people go; where only holds are left, they are held no longer than the last of these. */
export function leaveSession({ diary }: Paper, sessionId: string): void {
  const seats = diary.claimsOf(seatsName(sessionId))
  if (seats.length === 0) {
    diary.release(sessionId)
    return
  }
  const last = Math.max(...seats.map(({ until }) => until ?? Number.POSITIVE_INFINITY))
  if (last === Number.POSITIVE_INFINITY) return
  const own = diary.claims.filter(({ reference }) => reference === sessionId)
  if (own.every(({ until }) => until !== null && until <= last)) return
  for (const one of own) Object.assign(one, { until: last, kind: 'hold' })
}

export function releaseBooking(paper: Paper, { id, session }: NaiveBooking): void {
  paper.diary.release(id)
  if (session !== null) leaveSession(paper, session)
}

/** Whose claims give way to a booking that goes elsewhere: those of its session too where it is alone there. */
export const givesWay = (paper: Paper, { id, session }: NaiveBooking): readonly string[] =>
  session !== null && seatsTaken(paper, session, [id]) === 0 ? [id, session] : [id]
