/** Whether a move of a line agrees with its rounds, proofs and pieces, and what it makes of its proof. Pure. */
import type { Flow } from '../stages/index.ts'
import type { LineStateRow } from './tables.ts'
import { productionStages } from './production-stages.ts'

export type StandingOfLine = Pick<LineStateRow, 'round' | 'proofs' | 'proof' | 'piece'>

/** The stages of a kind of round: where it is worked on, and where its check leads. */
export function stagesOfRound(kind: string) {
  return kind === 'design'
    ? { working: productionStages.designing, checked: productionStages.designChecked }
    : { working: productionStages.retouching, checked: productionStages.retouchChecked }
}

/** Why a line with a piece that a lab made, or makes, cannot leave it, in words; undefined where it has none. */
export function pieceFault({ piece }: Pick<StandingOfLine, 'piece'>): string | undefined {
  if (piece === 'out') return 'a piece of it is at a lab; receive it with production.receiveBack'
  if (piece === 'back') return 'a piece of it came back from a lab; inspect it with production.inspect'
  return undefined
}

/** Why a line must not go to a stage, in words; undefined where it may. */
export function moveFault(state: StandingOfLine, to: string, flow: Flow): string | undefined {
  const { round, piece, proof, proofs } = state
  if (round !== null && to !== stagesOfRound(round).working) {
    return `a round of ${round} is open; check it with production.checkRound or withdraw it`
  }
  const place = piece === 'out' ? productionStages.sentOut : productionStages.returned
  if (to !== place) {
    const fault = pieceFault({ piece })
    if (fault !== undefined) return fault
  }
  if (to === productionStages.awaitingProof && proof === 'approved') {
    return 'its proof is approved; take that back with production.retractApproval'
  }
  if (!flow.has(productionStages.approved)) return undefined
  const late = to === productionStages.approved || flow.leads(productionStages.approved, to)
  if (late && proofs > 0 && proof !== 'approved') {
    return `version ${proofs} of its proof is not approved; answer it with production.answerProof, or send another`
  }
  return undefined
}

/** Whether a proof waits for the customer, or is approved. */
export const hasProof = ({ proof }: Pick<StandingOfLine, 'proof'>): boolean =>
  proof === 'waiting' || proof === 'approved'

/** Whether a proof that waits or is approved holds no longer once a line is there: it is made anew, or its flow knows none. */
export function endsProof({ proof }: StandingOfLine, to: string, flow: Flow): boolean {
  return (
    hasProof({ proof }) && (!flow.has(productionStages.awaitingProof) || flow.leads(to, productionStages.awaitingProof))
  )
}
