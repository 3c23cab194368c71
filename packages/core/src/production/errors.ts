/** What can go wrong with rounds, proofs, parcels and rush. */
import { defineError } from '../values/calotype-error.ts'

export const ProductionOtherBranch = defineError<{ number: string; branch: string; session: string }>({
  code: 'PRODUCTION_OTHER_BRANCH',
  status: 409,
  summary: 'Something was to be kept of an order in a session of another branch.',
  message: ({ number, branch, session }) =>
    `Order ${number} is of branch "${branch}", and this session of "${session}": the books of a branch are sealed by themselves.`,
  mend: 'Open a session in the branch of the order (engine.as).',
})

export const ProductionLineCancelled = defineError<{ number: string; line: number }>({
  code: 'PRODUCTION_LINE_CANCELLED',
  status: 409,
  summary: 'Something was to be done with a line that is cancelled.',
  message: ({ number, line }) => `Line ${line} of order ${number} is cancelled.`,
  mend: 'Withdraw what is open of it (production.withdrawRound); what is at a lab is received and inspected.',
})

export const ProductionStageMissing = defineError<{ number: string; line: number; flow: string; stage: string }>({
  code: 'PRODUCTION_STAGE_MISSING',
  status: 409,
  summary: 'The flow of a line has no such stage.',
  message: ({ number, line, flow, stage }) =>
    `Line ${line} of order ${number} walks the flow ${flow}, which has no stage ${stage}.`,
  mend: 'Let the item walk a flow with it (settings of stages), or save one that has it (stages.saveFlow).',
})

export const ProductionNotDue = defineError<{
  number: string
  line: number
  stage: string
  to: string
  before: string
}>({
  code: 'PRODUCTION_NOT_DUE',
  status: 409,
  summary: 'A line is not far enough for this, or has gone past it.',
  message: ({ number, line, stage, to, before }) =>
    `Line ${line} of order ${number} is in stage ${stage}: it does not get to ${to} ${before}.`,
  mend: 'Look at where it stands (orders.stages) and finish what comes first; what is past goes back by again: { cause }.',
})

export const CauseUnknown = defineError<{ cause: string; known: readonly string[] }>({
  code: 'CAUSE_UNKNOWN',
  status: 422,
  summary: 'A cause was named that the settings do not have.',
  message: ({ cause }) => `There is no cause "${cause}".`,
  mend: ({ known }) => `Take one of ${known.join(', ')}, or add it to the setting causes of production.`,
})

export const RoundUnknown = defineError<{ roundIds: readonly string[] }>({
  code: 'ROUND_UNKNOWN',
  status: 404,
  summary: 'No round with this id is within reach.',
  message: ({ roundIds }) => `There is no round ${roundIds.map((id) => `"${id}"`).join(', ')}.`,
  mend: 'Take the ids from production.rounds.',
})

export const RoundOpen = defineError<{ number: string; line: number; kind: string }>({
  code: 'ROUND_OPEN',
  status: 409,
  summary: 'A line has a round that is not checked yet.',
  message: ({ number, line, kind }) => `A round of ${kind} of line ${line} of order ${number} is open.`,
  mend: 'Submit and check it, or withdraw it (production.withdrawRound).',
})

export const RoundNotFitting = defineError<{ roundId: string; state: string; action: string }>({
  code: 'ROUND_NOT_FITTING',
  status: 409,
  summary: 'A round is not in the state in which this is done with it: somebody was faster.',
  message: ({ roundId, state, action }) => `Round "${roundId}" is ${state}: you cannot ${action} it.`,
  mend: 'Read it again (production.rounds).',
})

export const RoundEmpty = defineError<{ number: string; line: number }>({
  code: 'ROUND_EMPTY',
  status: 422,
  summary: 'A round was to be started of nothing.',
  message: ({ number, line }) => `The round of line ${line} of order ${number} concerns no image or spread.`,
  mend: 'Pass imageIds or a quantity of 1 or more.',
})

export const RoundImageUnknown = defineError<{ imageIds: readonly string[] }>({
  code: 'ROUND_IMAGE_UNKNOWN',
  status: 422,
  summary: 'An image was named that is not of the round, or not of the order.',
  message: ({ imageIds }) => `Not among its images: ${imageIds.map((id) => `"${id}"`).join(', ')}.`,
  mend: 'Take the ids from selection.images, or from the round.',
})

export const RoundOwnWork = defineError<{ roundId: string; staffId: string }>({
  code: 'ROUND_OWN_WORK',
  status: 403,
  summary: 'Somebody was to check a round of their own.',
  message: ({ roundId, staffId }) => `Round "${roundId}" was done by "${staffId}", who cannot check it.`,
  mend: 'Let a second person check it, or turn the setting secondPersonChecks of production off.',
})

export const ProofUnknown = defineError<{ proofId: string }>({
  code: 'PROOF_UNKNOWN',
  status: 404,
  summary: 'No proof with this id is within reach.',
  message: ({ proofId }) => `There is no proof "${proofId}".`,
  mend: 'Take the id from production.proofs.',
})

export const ProofNotFitting = defineError<{ proofId: string; version: number; state: string; action: string }>({
  code: 'PROOF_NOT_FITTING',
  status: 409,
  summary: 'A proof was answered already, or a later one took its place.',
  message: ({ version, state, action }) => `Version ${version} of the proof is ${state}: you cannot ${action} it.`,
  mend: 'Read production.proofs of the line: only the last version that waits is answered.',
})

export const ProofExpired = defineError<{ version: number; expiresOn: string }>({
  code: 'PROOF_EXPIRED',
  status: 409,
  summary: 'A proof was answered after its last day.',
  message: ({ version, expiresOn }) => `Version ${version} of the proof could be answered until ${expiresOn}.`,
  mend: 'Send it again (production.sendProof): it gets a new version.',
})

export const ProofApproved = defineError<{ number: string; line: number; version: number }>({
  code: 'PROOF_APPROVED',
  status: 409,
  summary: 'A proof was sent of a line whose proof is approved.',
  message: ({ number, line, version }) =>
    `Version ${version} of the proof of line ${line} of order ${number} is approved.`,
  mend: 'Take the approval back first (production.retractApproval).',
})

export const ProofNotApproved = defineError<{
  number: string
  line: number
  version: number | null
  approved: number | null
}>({
  code: 'PROOF_NOT_APPROVED',
  status: 409,
  summary: 'What was to be sent out is not what the customer approved.',
  message: ({ number, line, version, approved }) =>
    `Line ${line} of order ${number}: ${approved === null ? 'no version of its proof is approved' : `version ${approved} of its proof is approved, not ${version}`}.`,
  mend: 'Send out the approved version, or send a proof and have it answered first.',
})

export const ParcelUnknown = defineError<{ parcelId: string }>({
  code: 'PARCEL_UNKNOWN',
  status: 404,
  summary: 'No parcel with this id is within reach.',
  message: ({ parcelId }) => `There is no parcel "${parcelId}".`,
  mend: 'Take the id from production.parcels.',
})

export const PieceNotFitting = defineError<{ parcelId?: string; lineId: string; state: string; action: string }>({
  code: 'PIECE_NOT_FITTING',
  status: 409,
  summary: 'A piece of a parcel is not where this is done with it: somebody was faster, or it is in another parcel.',
  message: ({ parcelId, lineId, state, action }) =>
    `Line "${lineId}"${parcelId === undefined ? '' : ` in parcel "${parcelId}"`} is ${state}: you cannot ${action} it.`,
  mend: 'Look where it is: production.parcels lists what is out, production.parcel the pieces of one.',
})

export const RushLevelUnknown = defineError<{ level: string; known: readonly string[] }>({
  code: 'RUSH_LEVEL_UNKNOWN',
  status: 422,
  summary: 'A level of rush was named that the settings do not have.',
  message: ({ level }) => `There is no level of rush "${level}".`,
  mend: ({ known }) => `Take one of ${known.join(', ')}, or add it to the setting rushLevels of production.`,
})

export const RushNone = defineError<{ number: string; line: number }>({
  code: 'RUSH_NONE',
  status: 409,
  summary: 'Rush was to be taken back of a line that has none.',
  message: ({ number, line }) => `Line ${line} of order ${number} is no rush.`,
  mend: 'Read production.timetable for what is.',
})

export const ChargeNone = defineError<{ of: string; rule: string }>({
  code: 'CHARGE_NONE',
  status: 409,
  summary: 'Nothing is to be sold for a round or a rush, or it was sold already.',
  message: ({ of, rule }) => `For "${of}" ${rule}.`,
  mend: 'Name an item for it in the settings of production, or sell it by hand (orders.addLine).',
})

export const ProductionStays = defineError<{ number: string; lines: readonly number[]; branch: string; to: string }>({
  code: 'PRODUCTION_STAYS',
  status: 409,
  summary: 'An order was to go to another branch with whose lines production has begun.',
  message: ({ number, lines, branch, to }) =>
    `Order ${number} cannot go to branch ${to}: production of line ${lines.join(', ')} has begun, and what was done stands in the books of branch ${branch}.`,
  mend: ({ branch, to }) =>
    `Finish it in branch ${branch}, and hand it over in ${to} by orders.pickUpElsewhere; or cancel those lines, and sell them in an order of ${to}.`,
})
