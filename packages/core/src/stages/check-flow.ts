/** What makes a flow sound: every stage is reachable, none is a dead end, nothing is delivered twice or never. Pure. */
import { FlowInvalid } from './errors.ts'
import type { FlowData, Stage } from './flow-definition.ts'

/** A rule that a flow breaks. */
export interface FlowFault {
  /** Null where it is the flow as a whole. */
  readonly stage: string | null
  readonly rule: string
}

/** Names that mean something of their own wherever lines are read. */
const reserved: readonly string[] = ['cancelled']

/** Every rule that a flow breaks; none where it is sound. `departments` are the known ones. */
export function flowFaults(flow: FlowData, departments: ReadonlySet<string>): FlowFault[] {
  const faults: FlowFault[] = []
  const fault = (stage: string | null, rule: string): void => {
    faults.push({ stage, rule })
  }
  const place = new Map<string, number>()
  for (const [at, { name }] of flow.stages.entries()) {
    if (place.has(name)) fault(name, 'stands twice')
    else place.set(name, at)
    if (reserved.includes(name)) fault(name, 'has a name that is taken by the house')
  }
  for (const stage of flow.stages) checkStage(stage, { place, departments, fault, flow })
  checkDelivery(flow, fault)
  // What is reachable is asked only of a flow whose links lead somewhere.
  if (faults.length === 0) checkWays(flow, fault)
  return faults
}

/**
 * Refuses a flow that breaks a rule.
 *
 * @throws FLOW_INVALID with the first rule and its stage
 */
export function requireSound(flow: FlowData, departments: ReadonlySet<string>): void {
  const [first] = flowFaults(flow, departments)
  if (first !== undefined) throw FlowInvalid.create({ flow: flow.name, ...first })
}

interface Checking {
  readonly flow: FlowData
  readonly place: ReadonlyMap<string, number>
  readonly departments: ReadonlySet<string>
  fault(stage: string | null, rule: string): void
}

function checkStage(stage: Stage, { flow, place, departments, fault }: Checking): void {
  const { name } = stage
  const own = flow.stages.indexOf(stage)
  if (!departments.has(stage.department)) {
    fault(name, `belongs to the department "${stage.department}", which is not known`)
  }
  const repeated = stage.next.find((one, at) => stage.next.indexOf(one) !== at)
  if (repeated !== undefined) fault(name, `leads to "${repeated}" twice`)
  for (const next of stage.next) {
    const at = place.get(next)
    if (at === undefined) fault(name, `leads to "${next}", which is no stage of the flow`)
    else if (at <= own) fault(name, `leads to "${next}", which does not stand after it: going back is no next stage`)
  }
  for (const side of ['back', 'rework', 'reshoot'] as const) {
    for (const target of stage[side] ?? []) {
      const at = place.get(target)
      if (at === undefined) fault(name, `names "${target}" for ${side}, which is no stage of the flow`)
      else if (at >= own) fault(name, `names "${target}" for ${side}, which does not stand before it`)
    }
  }
  const asked = stage.checks.map((check) => check.name)
  const twice = asked.find((check, at) => asked.indexOf(check) !== at)
  if (twice !== undefined) fault(name, `has the check "${twice}" twice`)
  if (stage.lead?.from === 'shoot' && !flow.stages.some((one) => one.shoot)) {
    fault(name, 'is due by the day of the shoot, but no stage of the flow is a shoot')
  }
}

function checkDelivery(flow: FlowData, fault: Checking['fault']): void {
  const delivering = flow.stages.filter((stage) => stage.delivers)
  const [first] = flow.stages
  const [one, second] = delivering
  if (one === undefined) fault(null, 'has no stage that delivers')
  if (second !== undefined) fault(second.name, `delivers, but so does "${one?.name}": one stage of a flow does`)
  if (one !== undefined && one === first) fault(one.name, 'delivers, but is where lines begin')
  for (const stage of flow.stages) {
    if (stage.optional && (stage === first || stage.delivers)) {
      fault(stage.name, `may be passed over, but ${stage.delivers ? 'delivers' : 'is where lines begin'}`)
    }
    const asks = stage.checks.length > 0 || stage.results.length > 0 || stage.fields.length > 0
    if (asks && (stage === first || stage.delivers)) {
      fault(
        stage.name,
        `asks for checks, a result or fields, but ${stage.delivers ? 'delivers' : 'is where lines begin'}`,
      )
    }
  }
}

function checkWays(flow: FlowData, fault: Checking['fault']): void {
  const next = new Map(flow.stages.map((stage) => [stage.name, stage.next]))
  const start = flow.stages[0]?.name ?? ''
  const delivering = flow.stages.find((stage) => stage.delivers)?.name ?? ''
  const fromStart = reachable(next, start)
  const afterDelivery = reachable(next, delivering)
  const undelivered = reachable(next, start, delivering)
  for (const { name, next: links, ...stage } of flow.stages) {
    if (!fromStart.has(name)) fault(name, `cannot be reached from "${start}"`)
    else if (links.length === 0 && !afterDelivery.has(name)) {
      fault(name, `is a dead end: "${delivering}" cannot be reached from it`)
    } else if (afterDelivery.has(name) && undelivered.has(name)) {
      fault(name, `can be reached past "${delivering}": what is not delivered would not be earned`)
    }
    for (const side of ['back', 'rework', 'reshoot'] as const) {
      for (const target of stage[side] ?? []) {
        if (!reachable(next, target).has(name)) {
          fault(name, `names "${target}" for ${side}, from which no way leads here again`)
        }
      }
    }
  }
}

/** The stages that can be reached from `start`, itself included; none by way of `closed`. */
function reachable(next: ReadonlyMap<string, readonly string[]>, start: string, closed?: string): Set<string> {
  const found = new Set<string>()
  const open = [start]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name) || name === closed) continue
    found.add(name)
    open.push(...(next.get(name) ?? []))
  }
  return found
}
