/**
 * The flows of the house as somebody would write them on a wall, and what follows from them by walking every way. Slow, and short
 * enough to be believed. Nothing here is shared with the engine.
 */

export type NaiveTurn = 'studio' | 'customer' | 'supplier'

export interface NaiveStage {
  readonly name: string
  readonly department: string
  readonly turn: NaiveTurn
  /** From which day it is due, and how many days after. */
  readonly due: readonly ['entered' | 'shoot' | 'promise', number] | null
  /** Where it leads, the usual first. */
  readonly next: readonly string[]
  /** May be passed over by everybody. */
  readonly optional: boolean
  readonly delivers: boolean
  readonly shoot: boolean
  readonly rework: readonly string[]
  readonly reshoot: readonly string[]
  /** Whether the day of the shoot must be known. */
  readonly needsDay: boolean
  /** What is answered with it. */
  readonly asks: { readonly checks?: Readonly<Record<string, true>>; readonly result?: string }
}

export type NaiveFlow = readonly NaiveStage[]

type Given = Partial<Omit<NaiveStage, 'name' | 'department' | 'turn' | 'next'>>

const stage = (name: string, whose: string, next: string, more: Given = {}): NaiveStage => {
  const [department = '', turn = 'studio'] = whose.split(' ')
  return {
    name,
    department,
    turn: turn as NaiveTurn,
    next: next === '' ? [] : next.split(' '),
    due: null,
    optional: false,
    delivers: false,
    shoot: false,
    rework: [],
    reshoot: [],
    needsDay: false,
    asks: {},
    ...more,
  }
}

const after = (days: number) => ['entered', days] as const
const optional = true
const toRetouching = ['retouching']
const toDesign = ['retouching', 'designing']
const toProof = ['retouching', 'designing', 'approved']

const fromRetouching: NaiveFlow = [
  stage('retouching', 'postProduction', 'retouchChecked', { due: after(2) }),
  stage('retouchChecked', 'postProduction', 'designing sentOut ready', {
    due: after(7),
    rework: toRetouching,
    asks: { checks: { imagesComplete: true } },
  }),
  stage('designing', 'design', 'designChecked', { due: after(2), optional, rework: toRetouching }),
  stage('designChecked', 'design', 'awaitingProof', {
    due: after(5),
    optional,
    rework: toDesign,
    asks: { checks: { namesAndDates: true } },
  }),
  stage('awaitingProof', 'design', 'approved', { due: after(1), optional, rework: toDesign }),
  stage('approved', 'store customer', 'sentOut ready', { due: after(5), rework: toDesign }),
  stage('sentOut', 'logistics', 'returned', { due: after(2), optional }),
  stage('returned', 'lab supplier', 'inspected', { due: after(10), optional }),
  stage('inspected', 'logistics', 'ready', {
    due: after(1),
    optional,
    rework: toProof,
    asks: { checks: { countComplete: true }, result: 'passed' },
  }),
  stage('ready', 'pickup', 'pickedUp', { due: after(1), rework: toProof }),
  stage('pickedUp', 'pickup customer', 'closed', { due: after(30), delivers: true, rework: toProof }),
  stage('closed', 'pickup', '', { due: after(7), rework: toProof }),
]

const again = ['ordered', 'scheduled']

const shoot: NaiveFlow = [
  stage('ordered', 'store', 'scheduled'),
  stage('scheduled', 'reception customer', 'styled shot', { due: after(3), needsDay: true }),
  stage('styled', 'makeUp', 'shot', { due: ['shoot', 0], optional }),
  stage('shot', 'photography', 'ingested', { due: ['shoot', 0], shoot: true, reshoot: again }),
  ...[
    stage('ingested', 'postProduction', 'preEdited selecting', {
      due: ['shoot', 1],
      asks: { checks: { copiedTwice: true } },
    }),
    stage('preEdited', 'postProduction', 'selecting', { due: ['shoot', 7], optional }),
    stage('selecting', 'selection customer', 'selected', { due: ['shoot', 15] }),
    stage('selected', 'selection customer', 'retouching', { due: after(1) }),
    ...fromRetouching,
  ].map((one) => ({ ...one, reshoot: again })),
]

const album: NaiveFlow = [
  stage('ordered', 'store', 'retouching designing approved'),
  ...fromRetouching.map((one): NaiveStage => {
    if (one.name === 'retouching' || one.name === 'retouchChecked') return { ...one, optional }
    return one.name === 'sentOut' ? { ...one, due: ['promise', -12] } : one
  }),
]

export const naiveFlows = {
  handover: [
    stage('ordered', 'store', 'pickedUp'),
    stage('pickedUp', 'pickup customer', '', { due: after(30), delivers: true }),
  ],
  shoot,
  album,
  service: [
    stage('ordered', 'store', 'scheduled'),
    stage('scheduled', 'reception customer', 'performed', { due: after(3), needsDay: true }),
    stage('performed', 'makeUp', 'pickedUp', { due: ['shoot', 0], shoot: true, rework: ['scheduled'] }),
    stage('pickedUp', 'store', '', { due: after(1), delivers: true }),
  ],
  rental: [
    stage('ordered', 'store', 'reserved'),
    stage('reserved', 'makeUp', 'out', { due: after(1) }),
    stage('out', 'makeUp customer', 'returned', { due: ['promise', 0], delivers: true }),
    stage('returned', 'makeUp customer', 'inspected', { due: after(3) }),
    stage('inspected', 'makeUp', 'cleaned', { due: after(1), asks: { result: 'whole' } }),
    stage('cleaned', 'makeUp', 'available', { due: after(2), optional }),
    stage('available', 'makeUp', '', { due: after(1) }),
  ],
} as const satisfies Readonly<Record<string, NaiveFlow>>

export type NaiveFlowName = keyof typeof naiveFlows

export function stageOf(flow: NaiveFlow, name: string): NaiveStage {
  const found = flow.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no stage ${name} on this wall`)
  return found
}

/** Every way from one stage to another, as what is passed over on it. */
function waysBetween(flow: NaiveFlow, from: string, to: string): NaiveStage[][] {
  return stageOf(flow, from).next.flatMap((name) => {
    if (name === to) return [[]]
    return waysBetween(flow, name, to).map((way) => [stageOf(flow, name), ...way])
  })
}

export const leads = (flow: NaiveFlow, from: string, to: string): boolean => waysBetween(flow, from, to).length > 0

/** What is passed over on the best way: the fewest that not everybody may pass over, then the fewest. */
export function passedOver(flow: NaiveFlow, from: string, to: string): readonly NaiveStage[] {
  const cost = (way: readonly NaiveStage[]): number => 1000 * way.filter((one) => !one.optional).length + way.length
  return waysBetween(flow, from, to).reduce((best, way) => (cost(way) < cost(best) ? way : best))
}

export function waitsFor(flow: NaiveFlow, name: string): NaiveStage | null {
  const [usual] = stageOf(flow, name).next
  return usual === undefined ? null : stageOf(flow, usual)
}

export function delivering(flow: NaiveFlow): NaiveStage {
  const found = flow.find((one) => one.delivers)
  if (found === undefined) throw new Error('a flow that delivers nothing')
  return found
}

export const handsOver = (flow: NaiveFlow, name: string): boolean =>
  stageOf(flow, name).next.includes(delivering(flow).name)

/** Whether a line that stands there is the customer's. */
export const isDelivered = (flow: NaiveFlow, name: string): boolean =>
  name === delivering(flow).name || leads(flow, delivering(flow).name, name)

/** Where a line may be taken back to: whatever leads there, of what was delivered only what was delivered. */
export const backFrom = (flow: NaiveFlow, name: string): readonly string[] =>
  flow
    .map((one) => one.name)
    .filter((earlier) => leads(flow, earlier, name) && (!isDelivered(flow, name) || isDelivered(flow, earlier)))

/** What is undone where a line goes from one stage back to another. */
export const undoneBetween = (flow: NaiveFlow, from: string, to: string): readonly string[] =>
  flow.map((one) => one.name).filter((name) => leads(flow, to, name) && (name === from || leads(flow, name, from)))
