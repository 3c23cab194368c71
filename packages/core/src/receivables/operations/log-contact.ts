import { z } from 'zod'
import { CustomerUnknown, holdCustomer } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentUnknown, ledgerCommitments, recordFact } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { NextCallPast, PromiseInvalid } from '../errors.ts'
import { contactLogged } from '../events.ts'
import { type Contact, contactSchema, presentContact } from '../present-contact.ts'
import { amountText, channels, dateText, idText, outcomes } from '../shapes.ts'
import {
  type ContactRow,
  receivablesCases,
  receivablesContacts,
  receivablesNotes,
  receivablesPromises,
} from '../tables.ts'

const schema = z.strictObject({
  customerId: idText,
  /** The order that it was about; all that the customer owes unless told. */
  orderId: idText.optional(),
  channel: z.enum(channels).default('phone'),
  outcome: z.enum(outcomes),
  /** Given exactly where the outcome is `promised`. It replaces an earlier promise about the same. */
  promise: z.strictObject({ amount: amountText, by: dateText }).optional(),
  /** When to call again; the day after a promise ends unless told, else never. */
  nextCallOn: dateText.optional(),
  /** What was said. Personal: it is blanked when the person is erased. */
  note: z.string().min(1).max(2000).optional(),
})

export interface LogContact extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, LogContact> = schema

const errors = [CustomerUnknown, CommitmentUnknown, PromiseInvalid, NextCallPast] as const

/**
 * Statements of its own: the customer, what is owed (with a promise or an order), the customer's follow-up and earlier
 * promise, and the writing of what there is: contact, note, promise and follow-up.
 */
export const logContact: Operation<'command', LogContact, Contact, (typeof errors)[number]> = operation({
  name: 'receivables.logContact',
  summary: 'Logs that somebody spoke to a customer about a debt, what came of it, and when to call again.',
  kind: 'command',
  input,
  output: contactSchema,
  errors,
  async run(context, given) {
    const { store, branch, businessDate: today, now, actor, studio } = context
    const { orderId = null, channel, outcome, promise, note } = given
    const { id: customerId } = await holdCustomer(context, given.customerId)
    const promised = await checkedPromise(context, { ...given, customerId })
    const nextCallOn = given.nextCallOn ?? (promise === undefined ? null : addDays(promise.by, 1))
    if (nextCallOn !== null && nextCallOn < today) throw NextCallPast.create({ nextCallOn, today })
    const known = await store.getForUpdate(receivablesCases, customerId)
    const follows = { lastContactAt: now, lastOutcome: outcome, nextCallOn }
    if (known === undefined) store.insert(receivablesCases, { customerId, branch, ...follows })
    else await store.update(receivablesCases, known, { branch, ...follows })
    const contact = recordFact(context, receivablesContacts, {
      id: context.newId(),
      branch,
      customerId,
      orderId,
      at: now,
      businessDate: today,
      actor,
      channel,
      outcome,
      currency: studio.currency,
      promised: promised?.minor ?? null,
      promisedBy: promise?.by ?? null,
      nextCallOn,
    })
    if (note !== undefined) store.insert(receivablesNotes, { contactId: contact.id, branch, customerId, note })
    if (promised !== undefined && promise !== undefined) {
      await keepPromise(context, contact, { amount: promised, by: promise.by })
    }
    context.emit(contactLogged, { contactId: contact.id, customerId, orderId, outcome })
    return presentContact(contact, { note: note ?? null, state: promised === undefined ? null : 'open' })
  },
})

/** @throws PROMISE_INVALID, COMMITMENT_UNKNOWN */
async function checkedPromise(
  context: CommandContext,
  { customerId, orderId, outcome, promise }: LogContact,
): Promise<Money | undefined> {
  if ((outcome === 'promised') !== (promise !== undefined)) {
    const rule =
      outcome === 'promised' ? 'must be given where the outcome is promised' : 'belongs to the outcome promised'
    throw PromiseInvalid.create({ field: 'promise', rule, value: promise === undefined ? 'missing' : 'given' })
  }
  if (promise === undefined && orderId === undefined) return undefined
  const own = await context.store.find(ledgerCommitments, {
    where: present({ customerId, orderId, owing: orderId === undefined ? true : undefined }),
    limit: 'all',
  })
  if (orderId !== undefined && own.length === 0) throw CommitmentUnknown.create({ orderId })
  if (promise === undefined) return undefined
  const { currency } = context.studio
  const today = context.businessDate
  const amount = Money.of(promise.amount, currency)
  const owed = Money.ofMinor(
    own.reduce((sum, { outstanding }) => sum + outstanding, 0n),
    currency,
  )
  if (promise.by < today) {
    throw PromiseInvalid.create({ field: 'promise.by', rule: `must be ${today} or later`, value: promise.by })
  }
  if (!amount.isPositive() || amount.greaterThan(owed)) {
    const rule = `must be above zero and at most ${owed.toString()}, which is owed`
    throw PromiseInvalid.create({ field: 'promise.amount', rule, value: amount.toString() })
  }
  return amount
}

/** A promise about the same replaces what was promised before and is still open. */
async function keepPromise(
  context: CommandContext,
  { id: contactId, branch, customerId, orderId, currency }: ContactRow,
  { amount, by }: { readonly amount: Money; readonly by: string },
): Promise<void> {
  const { store, now } = context
  const earlier = await store.findForUpdate(receivablesPromises, {
    where: { customerId, state: 'open', orderId },
    orderBy: ['contactId'],
    limit: 'all',
  })
  for (const promise of earlier) {
    await store.update(receivablesPromises, promise, { state: 'replaced', settledAt: now })
  }
  store.insert(receivablesPromises, {
    contactId,
    branch,
    customerId,
    orderId,
    currency,
    amount: amount.minor,
    by,
    madeAt: now,
    state: 'open',
    settledAt: null,
  })
}
