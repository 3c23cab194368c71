/** The room of production. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { cancellationHooks } from './end-with-lines.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { exchangeHooks } from './guard-exchanges.ts'
import { productionHooks } from './guard-moves.ts'
import { transferHooks } from './move-orders.ts'
import { answerProof } from './operations/answer-proof.ts'
import { charge } from './operations/charge.ts'
import { checkRound } from './operations/check-round.ts'
import { endRush } from './operations/end-rush.ts'
import { getParcel } from './operations/get-parcel.ts'
import { inspectPieces } from './operations/inspect-pieces.ts'
import { listApprovals } from './operations/list-approvals.ts'
import { listParcels } from './operations/list-parcels.ts'
import { listProofs } from './operations/list-proofs.ts'
import { listRounds } from './operations/list-rounds.ts'
import { completeness } from './operations/read-completeness.ts'
import { readHistory } from './operations/read-history.ts'
import { readLabCosts } from './operations/read-lab-costs.ts'
import { readReworks } from './operations/read-reworks.ts'
import { readTimetable } from './operations/read-timetable.ts'
import { receiveBack } from './operations/receive-back.ts'
import { retractApproval } from './operations/retract-approval.ts'
import { rushLines } from './operations/rush-lines.ts'
import { sendOut } from './operations/send-out.ts'
import { sendProof } from './operations/send-proof.ts'
import { startRound } from './operations/start-round.ts'
import { submitRound } from './operations/submit-round.ts'
import { withdrawRound } from './operations/withdraw-round.ts'
import { productionSeal } from './sealed-facts.ts'
import { type ProductionSettings, productionSettings } from './settings.ts'
import * as tables from './tables.ts'

const operations = {
  startRound,
  submitRound,
  checkRound,
  withdrawRound,
  sendProof,
  answerProof,
  retractApproval,
  sendOut,
  receiveBack,
  inspect: inspectPieces,
  rush: rushLines,
  endRush,
  charge,
  rounds: listRounds,
  proofs: listProofs,
  approvals: listApprovals,
  parcels: listParcels,
  parcel: getParcel,
  history: readHistory,
  reworks: readReworks,
  labCosts: readLabCosts,
  timetable: readTimetable,
  completeness,
} as const

/** What the desk offers under `production`. */
export type ProductionOperations = typeof operations

const named = (...names: readonly (keyof ProductionOperations)[]): readonly string[] =>
  names.map((name) => `production.${name}`)

const reads = named('rounds', 'proofs', 'approvals', 'parcels', 'parcel', 'history', 'timetable', 'completeness')
const rounds = named('startRound', 'submitRound', 'checkRound', 'withdrawRound')
const front = [...reads, ...named('sendProof', 'answerProof', 'rush', 'charge')]

export const productionRoom: Plugin<'production', ProductionOperations, ProductionSettings> = definePlugin({
  ...productionSettings,
  version: engineVersion,
  requires: { ledger: '*', payables: '*', procurement: '*', orders: '*', selection: '*', stages: '*' },
  tables: Object.values(tables),
  operations,
  // Taking back what a customer signed, or what is rush, is the manager's.
  roles: {
    owner: ['*'],
    manager: ['production.*'],
    cashier: front,
    reception: front,
    selectionAdviser: front,
    retoucher: [...reads, ...rounds],
    designer: [...reads, ...rounds, ...named('sendProof')],
    storekeeper: [...reads, ...named('sendOut', 'receiveBack', 'inspect')],
    accountant: [...reads, ...named('reworks', 'labCosts')],
  },
  events: Object.values(events),
  hooks: [...productionHooks, ...exchangeHooks, ...cancellationHooks, ...transferHooks],
  entries: productionSeal,
  errors: Object.values(errors),
})
