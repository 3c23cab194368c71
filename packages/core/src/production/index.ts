/** What other rooms, plugins and hosts may import of the room of production. */
export * from './errors.ts'
export {
  type LineRushed,
  lineRushed,
  type ParcelChanged,
  parcelChanged,
  type ProofChanged,
  proofChanged,
  type RoundChanged,
  roundChanged,
} from './events.ts'
export type { Missing, MissingKind } from './missing.ts'
export type { AnswerProof, ProofAnswered } from './operations/answer-proof.ts'
export type { ChargeProduction, ProductionCharged } from './operations/charge.ts'
export type { CheckRound, RoundsChecked } from './operations/check-round.ts'
export type { EndRush } from './operations/end-rush.ts'
export type { GetParcel } from './operations/get-parcel.ts'
export type { InspectPieces } from './operations/inspect-pieces.ts'
export type { ApprovalList, ListApprovals } from './operations/list-approvals.ts'
export type { ListParcels, ParcelPage } from './operations/list-parcels.ts'
export type { ListProofs, ProofPageOf } from './operations/list-proofs.ts'
export type { ListRounds, RoundPage } from './operations/list-rounds.ts'
export type { OrderCompleteness, ReadOrderCompleteness } from './operations/read-completeness.ts'
export type { ProductionHistory, ReadProductionHistory } from './operations/read-history.ts'
export type { LabCosts, ReadLabCosts } from './operations/read-lab-costs.ts'
export type { ReadReworks, Reworks } from './operations/read-reworks.ts'
export type { ReadTimetable, Timetable } from './operations/read-timetable.ts'
export type { ReceiveBack } from './operations/receive-back.ts'
export type { RetractApproval } from './operations/retract-approval.ts'
export type { RushLines } from './operations/rush-lines.ts'
export type { SendOut } from './operations/send-out.ts'
export type { SendProof } from './operations/send-proof.ts'
export type { StartRound } from './operations/start-round.ts'
export type { SubmitRound } from './operations/submit-round.ts'
export type { WithdrawRound } from './operations/withdraw-round.ts'
export { type ProductionOperations, productionRoom } from './plugin.ts'
export type { Parcel, ParcelHead } from './present-parcel.ts'
export type { Proof } from './present-proof.ts'
export type { Round, RoundList } from './present-round.ts'
export type { Rush, RushList } from './present-rush.ts'
export { readCompleteness } from './read-completeness.ts'
export { type ProductionSettings, productionSettings } from './settings.ts'
export {
  productionFacts,
  productionLines,
  productionParcels,
  productionPieces,
  productionProofs,
  productionRounds,
  productionRushes,
} from './tables.ts'
