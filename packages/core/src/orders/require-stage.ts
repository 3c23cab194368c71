/** Lines where a caller believes them to be. Pure. */
import { LineMovedOn } from './errors.ts'
import type { HeldLine } from './hold-lines.ts'

/** @throws LINE_MOVED_ON */
export function requireStage({ order, line }: HeldLine, expected: string): void {
  if (line.stage === expected) return
  const { stage, stageChangedBy: by, stageChangedAt: at } = line
  throw LineMovedOn.create({ number: order.number, line: line.line, expected, stage, by, at })
}
