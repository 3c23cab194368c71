/** How a line gets to a stage of production. Pure. */
import type { HeldLine } from '../orders/index.ts'
import type { Flow } from '../stages/index.ts'
import { ProductionNotDue, ProductionStageMissing } from './errors.ts'

/** It is there already, goes forward, or goes back because it is done again. */
export type Step = 'stay' | 'forward' | 'again'

/** @throws PRODUCTION_STAGE_MISSING, PRODUCTION_NOT_DUE where stages that everybody needs come first */
export function stepTo(flow: Flow, { order, line }: HeldLine, to: string): Step {
  requireStageOf(flow, { order, line }, to)
  if (line.stage === to) return 'stay'
  if (!flow.leads(line.stage, to)) return 'again'
  const { needed } = flow.plan(line.stage, to)
  if (needed.length === 0) return 'forward'
  throw notDue({ order, line }, to, `before ${needed.map(({ name }) => name).join(', ')}`)
}

/** @throws PRODUCTION_STAGE_MISSING */
export function requireStageOf(flow: Flow, { order, line }: HeldLine, stage: string): void {
  if (flow.has(stage)) return
  throw ProductionStageMissing.create({ number: order.number, line: line.line, flow: flow.name, stage })
}

export function notDue({ order, line }: HeldLine, to: string, before: string) {
  return ProductionNotDue.create({ number: order.number, line: line.line, stage: line.stage, to, before })
}
