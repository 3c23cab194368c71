/** Rules of money: what the journal says of an order is what its commitment says, and what was handed over was earned once. */
import { byOrder, isLive, orZero, type Rule, sum, unlike } from './rule.ts'

export const paid: Rule = {
  name: 'what was paid is what came in by the journal, less what went back',
  broken({ commitments, posted }) {
    const postedOf = byOrder(posted)
    return commitments.flatMap(({ orderId, paid: told }) => {
      const money = postedOf(orderId).filter(({ method }) => method !== null)
      return unlike(`paid of ${orderId}`, told, sum(money.map(({ debit, credit }) => debit - credit)))
    })
  },
}

export const commitments: Rule = {
  name: 'a customer is committed to what the order costs, and to what was kept of what was cancelled',
  broken({ orders, commitments: all }) {
    const known = new Map(all.map((one) => [one.orderId, one]))
    return orders.flatMap(({ id, number, total, cancelledAt }) => {
      const one = known.get(id)
      if (one === undefined) return [`${number} commits nobody`]
      const should = (cancelledAt === null ? total : one.recognised) + one.forfeited
      const letGo = one.waived + one.writtenOff
      return [
        ...unlike(`the commitment of ${number}`, one.total, should),
        ...unlike(`what is due of ${number}`, one.outstanding, orZero(one.total - letGo - one.paid)),
        ...unlike(`whether ${number} is cancelled`, one.cancelled, cancelledAt !== null),
      ]
    })
  },
}

export const earned: Rule = {
  name: 'what was handed over was earned, once',
  broken({ orders, lines, commitments: all, entries, posted }) {
    const linesOf = byOrder(lines)
    const postedOf = byOrder(posted)
    const kinds = new Map(entries.map(({ id, kind }) => [id, kind]))
    const told = new Map(all.map(({ orderId, recognised }) => [orderId, recognised]))
    return orders.flatMap(({ id, number }) => {
      const handed = linesOf(id).filter(({ pickedUpDate }) => pickedUpDate !== null)
      const should = sum(handed.map(({ amount }) => amount))
      const booked = postedOf(id).filter(
        ({ entryId, account }) => kinds.get(entryId) === 'recognition' && account.startsWith('Income:'),
      )
      return [
        ...unlike(`earned of ${number} by its commitment`, told.get(id), should),
        ...unlike(`earned of ${number} by the journal`, sum(booked.map(({ debit, credit }) => credit - debit)), should),
        ...handed
          .filter((line) => !isLive(line))
          .map(({ line }) => `line ${line} of ${number} was handed over and cancelled`),
      ]
    })
  },
}

export const customersSide: Rule = {
  name: 'deposits and receivables of an order are what was paid and earned make of it, never both and never below nothing',
  broken({ commitments: all, posted }) {
    const postedOf = byOrder(posted)
    return all.flatMap(({ orderId, paid: came, recognised, forfeited, waived, writtenOff }) => {
      const balance = (account: string): bigint =>
        sum(
          postedOf(orderId)
            .filter((line) => line.account === account)
            .map(({ debit, credit }) => debit - credit),
        )
      const earnedSoFar = recognised + forfeited - waived - writtenOff
      return [
        ...unlike(`deposits of ${orderId}`, -balance('CustomerDeposits'), orZero(came - earnedSoFar)),
        ...unlike(`receivable of ${orderId}`, balance('AR:Customers'), orZero(earnedSoFar - came)),
      ]
    })
  },
}
