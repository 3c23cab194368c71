/** Taking hold of a proof, its line and order first. */
import type { CommandContext } from '../engine/context.ts'
import type { HeldLine } from '../orders/index.ts'
import { proofChanged } from './events.ts'
import { ProofNotFitting, ProofUnknown } from './errors.ts'
import { type HeldProduction, holdProduction } from './hold-production.ts'
import { productionProofs, type ProofRow } from './tables.ts'

export interface HeldProof extends HeldLine {
  readonly held: HeldProduction
  readonly proof: ProofRow
}

/**
 * Five statements: where it is, the locks, and how it stands now.
 *
 * @throws PROOF_UNKNOWN, PROOF_NOT_FITTING where it is not in the state, and what `holdProduction` throws
 */
export async function holdProof(
  context: CommandContext,
  proofId: string,
  { state, action }: { readonly state: string; readonly action: string },
): Promise<HeldProof> {
  const known = await context.store.get(productionProofs, proofId)
  if (known === undefined) throw ProofUnknown.create({ proofId })
  const { orderId, lineId } = known
  const held = await holdProduction(context, [{ orderId, lineId }])
  const proof = (await context.store.get(productionProofs, proofId)) ?? known
  if (proof.state === state) return { held, proof, ...held.of(lineId) }
  throw ProofNotFitting.create({ proofId, version: proof.proofVersion, state: proof.state, action })
}

export function tellProof(context: CommandContext, { id: proofId, ...row }: ProofRow, customerId: string): void {
  const { orderId, lineId, proofVersion, state } = row
  context.emit(proofChanged, { orderId, lineId, proofId, customerId, proofVersion, state })
}
