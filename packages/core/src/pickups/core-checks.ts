/** What the house checks by itself: lines, and the balance, which is shown and stops nobody from being told. */
import { entry } from '../engine/registry.ts'
import { ledgerCommitments } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { stageTitles } from '../orders/index.ts'
import { openFlowBook } from '../stages/index.ts'
import { type PickupCheck, pickupChecks } from './checks.ts'
import { missingLines } from './missing-lines.ts'

const lines: PickupCheck = {
  name: 'pickups.lines',
  check: async (context, of) => missingLines(of.lines, stageTitles(await openFlowBook(context))),
}

const balance: PickupCheck = {
  name: 'pickups.balance',
  async check({ store }, { order }) {
    const commitment = await store.get(ledgerCommitments, order.id)
    if (commitment === undefined || commitment.outstanding === 0n) return []
    const due = `${Money.ofMinor(commitment.outstanding, order.currency).toString()} ${order.currency}`
    const words = { zh: `尾款 ${due}`, en: `balance due ${due}` }
    return [{ code: 'balanceDue', lineId: null, blocks: false, words }]
  },
}

export const coreChecks = [entry(pickupChecks, lines), entry(pickupChecks, balance)]
