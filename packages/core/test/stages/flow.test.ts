import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { houseFlows } from '../../src/stages/built-in-flows.ts'
import { flowFaults } from '../../src/stages/check-flow.ts'
import { houseDepartments } from '../../src/stages/departments.ts'
import { defineFlow, Flow } from '../../src/stages/index.ts'
import { departments, flowOf, soundFlow, stage, title } from './flows-at-random.ts'

const end = stage('taken', [], { delivers: true })
const faultsOf = (...given: Parameters<typeof flowOf>) => flowFaults(flowOf(...given), departments)

describe('a flow', () => {
  it.each([
    ['with a stage twice', [stage('a', ['taken']), stage('a', ['taken']), end], 'a', 'stands twice'],
    ['without a delivery', [stage('a', ['b']), stage('b')], null, 'has no stage that delivers'],
    [
      'with two deliveries',
      [stage('a', ['b']), stage('b', ['taken'], { delivers: true }), end],
      'taken',
      'delivers, but so does "b": one stage of a flow does',
    ],
    [
      'that begins with its delivery',
      [stage('a', ['b'], { delivers: true }), stage('b')],
      'a',
      'delivers, but is where lines begin',
    ],
    [
      'with a stage that nothing leads to',
      [stage('a', ['taken']), stage('lost', ['taken']), end],
      'lost',
      'cannot be reached from "a"',
    ],
    [
      'with a dead end',
      [stage('a', ['b', 'taken']), stage('b'), end],
      'b',
      'is a dead end: "taken" cannot be reached from it',
    ],
    [
      'with a way past the delivery',
      [stage('a', ['taken', 'closed']), stage('taken', ['closed'], { delivers: true }), stage('closed')],
      'closed',
      'can be reached past "taken": what is not delivered would not be earned',
    ],
    ['that leads nowhere', [stage('a', ['gone']), end], 'a', 'leads to "gone", which is no stage of the flow'],
    ['that leads twice to one stage', [stage('a', ['taken', 'taken']), end], 'a', 'leads to "taken" twice'],
    [
      'that leads back',
      [stage('a', ['b']), stage('b', ['a', 'taken']), end],
      'b',
      'leads to "a", which does not stand after it: going back is no next stage',
    ],
    [
      'with a department that nobody knows',
      [stage('a', ['taken'], { department: 'kitchen' }), end],
      'a',
      'belongs to the department "kitchen", which is not known',
    ],
    [
      'with a name of the house',
      [stage('a', ['cancelled']), stage('cancelled', ['taken']), end],
      'cancelled',
      'has a name that is taken by the house',
    ],
    [
      'whose first stage may be passed over',
      [stage('a', ['taken'], { optional: true }), end],
      'a',
      'may be passed over, but is where lines begin',
    ],
    [
      'that asks when it delivers',
      [stage('a', ['taken']), stage('taken', [], { delivers: true, results: ['fine'] })],
      'taken',
      'asks for checks, a result or fields, but delivers',
    ],
    [
      'with rework from a stage that is not before it',
      [stage('a', ['b'], { rework: ['b'] }), stage('b', ['taken']), end],
      'a',
      'names "b" for rework, which does not stand before it',
    ],
    [
      'with rework from a stage that does not lead here',
      [stage('a', ['b', 'c']), stage('b', ['taken']), stage('c', ['taken'], { rework: ['b'] }), end],
      'c',
      'names "b" for rework, from which no way leads here again',
    ],
    [
      'with a reshoot from nowhere',
      [stage('a', ['taken'], { reshoot: ['studio'] }), end],
      'a',
      'names "studio" for reshoot, which is no stage of the flow',
    ],
    [
      'due by a shoot that it does not have',
      [stage('a', ['b']), stage('b', ['taken'], { lead: { from: 'shoot', days: 2 } }), end],
      'b',
      'is due by the day of the shoot, but no stage of the flow is a shoot',
    ],
    [
      'with a check twice',
      [
        stage('a', ['b']),
        stage('b', ['taken'], {
          checks: [
            { name: 'clean', title, kind: 'yes' },
            { name: 'clean', title, kind: 'text' },
          ],
        }),
        end,
      ],
      'b',
      'has the check "clean" twice',
    ],
  ] as const)('%s is refused, with its stage and the rule', (_, stages, name, rule) => {
    expect(faultsOf([...stages])).toContainEqual({ stage: name, rule })
  })

  it('of the shortest kind is sound', () => {
    expect(faultsOf([stage('a', ['taken']), end])).toEqual([])
  })

  it.each([
    [{ version: 0 }, 'Flow "drawn" must have a whole number of 1 or more as its version, got 0.'],
    [
      { stages: [stage('a', ['taken']), stage('Taken', [], { delivers: true })] },
      'Stage "Taken" of flow "drawn" has something wrong at stages.1.name: must be camelCase, such as retouchChecked.',
    ],
    [
      { stages: [stage('a', ['taken'], { lead: { from: 'previous', days: -1 } }), end] },
      'Stage "a" of flow "drawn" has something wrong at stages.0.lead: from previous must be zero or more days.',
    ],
    [
      { stages: [stage('a', ['taken'], { lead: { from: 'promise', days: 1 } }), end] },
      'Stage "a" of flow "drawn" has something wrong at stages.0.lead: from promise must be zero or fewer days.',
    ],
    [
      { stages: [stage('a', ['taken'], { checks: [{ name: 'paper', title, kind: 'choice' }] }), end] },
      'Stage "a" of flow "drawn" has something wrong at stages.0.checks.0: has choices where it is a choice.',
    ],
  ])('of code with %j is refused', (over, message) => {
    const given = { name: 'drawn', version: 1, title, stages: [stage('a', ['taken']), end], ...over }
    expect(() => defineFlow(given)).toThrow(expect.objectContaining({ code: 'FLOW_INVALID', message }))
  })
})

describe('the flows of the house', () => {
  const known = new Set(houseDepartments.map(({ name }) => name))

  it.each(houseFlows.map(({ data }) => [data.name, data] as const))('%s is sound', (_, data) => {
    expect(flowFaults(data, known)).toEqual([])
  })

  it.each(houseFlows.map(({ data, version }) => [data.name, new Flow(data, String(version))] as const))(
    'every stage of %s is reached from the start, and reaches the end past the delivery',
    (_, flow) => {
      for (const { name } of flow.stages) {
        expect(name === flow.start.name || flow.leads(flow.start.name, name)).toBe(true)
        let at: string = name
        while (flow.pending(at) !== null) at = flow.pending(at)?.name ?? ''
        expect(flow.progress(at)).toBe('pickedUp')
      }
    },
  )

  it('have every stage of the trade', () => {
    const shoot = houseFlows.find(({ data }) => data.name === 'shoot')
    expect(shoot?.data.stages.map(({ name }) => name).join(' ')).toBe(
      'ordered scheduled styled shot ingested preEdited selecting selected retouching retouchChecked designing designChecked ' +
        'awaitingProof approved sentOut returned inspected ready pickedUp closed',
    )
  })
})

/** A walk through a flow: at each stage, one of the next ones by these numbers. */
const choices = fc.array(fc.nat(), { minLength: 20, maxLength: 20 })

function walk(flow: Flow, chosen: readonly number[]): string[] {
  const way = [flow.start.name]
  for (const number of chosen) {
    const { next } = flow.stage(way.at(-1) ?? '')
    const to = next[number % Math.max(1, next.length)]
    if (to === undefined) break
    way.push(flow.plan(way.at(-1) ?? '', to).to.name)
  }
  return way
}

describe('any sound flow', () => {
  const anyFlow = soundFlow.map((data) => new Flow(data, '1'))

  it('has no faults', () => {
    fc.assert(
      fc.property(soundFlow, (data) => {
        expect(flowFaults(data, departments)).toEqual([])
      }),
    )
  })

  it('ends every walk at an end, with one delivery, and no stage twice', () => {
    fc.assert(
      fc.property(anyFlow, choices, (flow, chosen) => {
        const way = walk(flow, chosen)
        expect(flow.stage(way.at(-1) ?? '').next).toEqual([])
        expect(way.filter((name) => flow.stage(name).delivers)).toHaveLength(1)
        expect(new Set(way).size).toBe(way.length)
      }),
    )
  })

  it('goes from ordered by way of being ready to picked up, and never back', () => {
    const rank = { ordered: 0, inProgress: 1, ready: 2, pickedUp: 3 }
    fc.assert(
      fc.property(anyFlow, choices, (flow, chosen) => {
        const way = walk(flow, chosen)
        const delivery = way.findIndex((name) => flow.stage(name).delivers)
        expect(way.map((name) => flow.progress(name)).slice(delivery)).toEqual(
          way.slice(delivery).map(() => 'pickedUp'),
        )
        expect(flow.handsOver(way[delivery - 1] ?? '')).toBe(true)
        expect(rank[flow.progress(way[0] ?? '')]).toBe(0)
        expect(way.slice(0, delivery).every((name) => rank[flow.progress(name)] < 3)).toBe(true)
      }),
    )
  })

  it('passes over the stages between, on a way with the fewest that everybody needs', () => {
    fc.assert(
      fc.property(anyFlow, fc.nat(), fc.nat(), (flow, a, b) => {
        const names = flow.stages.map(({ name }) => name)
        const from = names[a % names.length] ?? ''
        const to = names[b % names.length] ?? ''
        fc.pre(flow.leads(from, to))
        const plan = flow.plan(from, to)
        const way = [from, ...plan.skipped.map(({ name }) => name), to]
        for (const [at, name] of way.slice(0, -1).entries()) expect(flow.stage(name).next).toContain(way[at + 1])
        expect(plan.needed.length).toBe(fewestNeeded(flow, from, to))
      }),
    )
  })

  it('takes a line back to whatever leads to where it is, and the stages between are undone', () => {
    fc.assert(
      fc.property(anyFlow, fc.nat(), fc.nat(), (flow, a, b) => {
        const names = flow.stages.map(({ name }) => name)
        const from = names[a % names.length] ?? ''
        const to = names[b % names.length] ?? ''
        fc.pre(from !== to && !flow.leads(from, to))
        const delivered = flow.progress(from) === 'pickedUp'
        const allowed = flow.leads(to, from) && (!delivered || flow.progress(to) === 'pickedUp')
        if (!allowed) expect(() => flow.plan(from, to)).toThrow(expect.objectContaining({ code: 'STAGE_MOVE_REFUSED' }))
        else {
          expect(flow.plan(from, to)).toMatchObject({ kind: 'back', to: { name: to } })
          const undone = flow.undone(from, to)
          expect(undone).toContain(from)
          expect(undone).not.toContain(to)
          for (const name of undone) expect(name === from || flow.leads(name, from)).toBe(true)
        }
      }),
    )
  })

  it('is found out when a link, the delivery or a department is taken away', () => {
    fc.assert(
      fc.property(soundFlow, fc.nat(), (data, at) => {
        const cut = data.stages[at % data.stages.length]
        fc.pre(cut !== undefined)
        const without = (change: object) =>
          flowFaults(
            { ...data, stages: data.stages.map((one) => (one === cut ? { ...one, ...change } : one)) },
            departments,
          )
        if (cut.next.length > 0 && !cut.delivers && new Flow(data, '1').progress(cut.name) !== 'pickedUp') {
          expect(without({ next: [] })).not.toEqual([])
        }
        if (cut.delivers)
          expect(without({ delivers: false })).toEqual([{ stage: null, rule: 'has no stage that delivers' }])
        expect(without({ department: 'kitchen' })).toHaveLength(1)
      }),
    )
  })
})

/** By looking at every way there is. */
function fewestNeeded(flow: Flow, from: string, to: string): number {
  let best = Number.POSITIVE_INFINITY
  for (const name of flow.stage(from).next) {
    if (name === to) return 0
    if (!flow.leads(name, to)) continue
    best = Math.min(best, (flow.stage(name).optional ? 0 : 1) + fewestNeeded(flow, name, to))
  }
  return best
}
