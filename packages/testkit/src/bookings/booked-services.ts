/** What can be booked in the studio of the suite, and who and what there is: the engine is told the same. */

export type Branch = 'main' | 'west'
export const branches: readonly Branch[] = ['main', 'west']

export interface NaiveResource {
  readonly code: string
  readonly kind: 'person' | 'room' | 'place' | 'dress' | 'equipment'
  readonly branch: Branch
  readonly skills: Readonly<Record<string, number>>
  readonly capacity: number
  /** Minutes around whatever it is booked for. */
  readonly prepare: number
  readonly clean: number
  readonly dailyLimit: number | null
  readonly weeklyLimit: number | null
  /** A unit of an item of the stock, which nobody entered as a resource. */
  readonly unitOf: string | null
}

const resource = (code: string, kind: NaiveResource['kind'], more: Partial<NaiveResource> = {}): NaiveResource => ({
  ...{ code, kind, branch: 'main', skills: {}, capacity: 1, prepare: 0, clean: 0 },
  ...{ dailyLimit: null, weeklyLimit: null, unitOf: null },
  ...more,
})

/** Minutes of preparation and cleaning of every gown. */
export const gownTerms = { prepare: 30, clean: 45 }

export const resources: readonly NaiveResource[] = [
  resource('anna', 'person', { skills: { photo: 5 } }),
  resource('ben', 'person', { skills: { photo: 3 }, dailyLimit: 3, weeklyLimit: 9 }),
  // Two skills: she can be wanted twice at once.
  resource('cleo', 'person', { skills: { photo: 2, 'make-up': 4 } }),
  resource('dana', 'person', { skills: { 'make-up': 2 }, clean: 15 }),
  resource('white', 'room', { clean: 15 }),
  resource('grey', 'room', { prepare: 15 }),
  resource('hall', 'room', { capacity: 2 }),
  resource('lamps', 'equipment', { capacity: 5 }),
  resource('garden', 'place'),
  resource('shore', 'place'),
  resource('emil', 'person', { branch: 'west', skills: { photo: 4 } }),
  resource('loft', 'room', { branch: 'west' }),
  ...['G-1', 'G-2'].map((serial) => resource(`gown/${serial}`, 'dress', { unitOf: 'gown', ...gownTerms })),
]

export const resourceOf = (code: string): NaiveResource => {
  const found = resources.find((one) => one.code === code)
  if (found === undefined) throw new RangeError(`nobody is called "${code}"`)
  return found
}

interface Edge {
  readonly anchor: 'start' | 'end'
  readonly minutes: number
}

export interface NaiveRequirement {
  readonly name: string
  readonly kind?: NaiveResource['kind']
  readonly skill?: { readonly name: string; readonly level: number }
  readonly resources?: readonly string[]
  readonly stock?: { readonly item: string }
  readonly count: number
  readonly quantity: number
  readonly from: Edge
  readonly to: Edge
  readonly before: number
  readonly after: number
  readonly isPlace: boolean
}

interface LateTerm {
  readonly within: number
  /** Hundredths of the price, and of the deposit. */
  readonly percent?: number
  readonly depositPercent?: number
  readonly refused?: boolean
}

export interface NaiveService {
  readonly branches: readonly Branch[]
  readonly duration: number
  readonly grid: number
  readonly notice: number
  readonly horizon: number
  readonly seats: number
  readonly dailyLimit: number | null
  readonly requirements: readonly NaiveRequirement[]
  /** In cents; on Saturdays and Sundays another. */
  readonly price: number
  readonly weekend: number | null
  readonly deposit: number
  readonly holdMinutes: number
  readonly cancellation: readonly LateTerm[]
  readonly rescheduling: readonly LateTerm[]
  readonly mostMoves: number | null
  readonly noShow: { readonly percent?: number; readonly depositPercent?: number }
}

const needs = (name: string, of: Partial<NaiveRequirement>): NaiveRequirement => ({
  ...{ name, count: 1, quantity: 1, before: 0, after: 0, isPlace: false },
  from: { anchor: 'start', minutes: 0 },
  to: { anchor: 'end', minutes: 0 },
  ...of,
})

const photographer = needs('photographer', { skill: { name: 'photo', level: 1 } })
const makeUp = needs('make-up', {
  skill: { name: 'make-up', level: 1 },
  from: { anchor: 'start', minutes: -60 },
  to: { anchor: 'start', minutes: 15 },
})
const room = needs('room', { resources: ['white', 'grey'], after: 15 })

const service = (requirements: readonly NaiveRequirement[], more: Partial<NaiveService>): NaiveService => ({
  ...{ branches, duration: 60, grid: 30, notice: 0, horizon: 30, seats: 1, dailyLimit: null, requirements },
  ...{ price: 0, weekend: null, deposit: 0, holdMinutes: 30, cancellation: [], rescheduling: [] },
  ...{ mostMoves: null, noShow: {} },
  ...more,
})

export const services = {
  portrait: service([photographer, makeUp, room], {
    ...{ branches: ['main'], price: 80_000, weekend: 99_901, notice: 60 },
    cancellation: [
      { within: 1440, percent: 30 },
      { within: 120, percent: 75, refused: true },
    ],
    rescheduling: [{ within: 240, percent: 10 }],
    mostMoves: 2,
    noShow: { percent: 50 },
  }),
  // Both photographers, of whom one may be wanted for make-up as well, and some of the lamps.
  couple: service(
    [
      { ...photographer, name: 'photographers', count: 2 },
      { ...makeUp, to: { anchor: 'start', minutes: 0 } },
      needs('hall', { resources: ['hall'] }),
      needs('lamps', { kind: 'equipment', quantity: 2, before: 15 }),
    ],
    { branches: ['main'], duration: 90, price: 150_000, deposit: 50_000, noShow: { depositPercent: 100 } },
  ),
  lesson: service(
    [needs('teacher', { skill: { name: 'photo', level: 3 } }), needs('hall', { resources: ['hall', 'white', 'loft'] })],
    {
      ...{ duration: 120, grid: 60, seats: 4, dailyLimit: 2, price: 20_000 },
      cancellation: [{ within: 180, percent: 100 }],
    },
  ),
  fitting: service([needs('gown', { kind: 'dress', stock: { item: 'gown' } })], {
    ...{ branches: ['main'], duration: 45, grid: 15, holdMinutes: 20 },
  }),
  // Whoever comes may be of the other branch, and needs the time to get there.
  visit: service([needs('photographer', { resources: ['anna', 'emil'] })], { duration: 45, price: 30_000 }),
  outing: service(
    [
      { ...photographer, from: { anchor: 'start', minutes: -15 } },
      needs('place', { resources: ['shore', 'garden'], isPlace: true }),
    ],
    { branches: ['main'], duration: 120, price: 120_000, horizon: 2 },
  ),
  // Over midnight.
  night: service([needs('photographer', { resources: ['ben', 'emil'] }), needs('room', { resources: ['grey'] })], {
    ...{ branches: ['main'], duration: 150, price: 90_000 },
  }),
} as const satisfies Readonly<Record<string, NaiveService>>

export type ServiceCode = keyof typeof services
export const serviceCodes = Object.keys(services) as ServiceCode[]
export const serviceOf = (code: ServiceCode): NaiveService => services[code]

export const travelMinutes = 30

/** Where a resource stands that gives a booking its place. */
export const placeOf = ({ kind, code, branch }: NaiveResource): string => (kind === 'place' ? `place:${code}` : branch)
/** Whoever goes to the place of the booking. */
export const travels = ({ kind }: NaiveResource): boolean => kind !== 'room' && kind !== 'place'

export function poolOf(requirement: NaiveRequirement, branch: Branch): readonly NaiveResource[] {
  const { kind, skill, resources: named, stock, quantity } = requirement
  if (stock !== undefined) return resources.filter((one) => one.unitOf === stock.item && one.branch === branch)
  const all =
    named === undefined
      ? resources.filter((one) => one.unitOf === null && one.branch === branch)
      : named.map((code) => resourceOf(code))
  return all.filter(
    (one) =>
      (kind === undefined || one.kind === kind) &&
      (skill === undefined || (one.skills[skill.name] ?? 0) >= skill.level) &&
      one.capacity >= quantity,
  )
}
