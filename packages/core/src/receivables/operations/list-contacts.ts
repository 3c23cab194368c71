import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { type Contact, contactSchema, presentContact } from '../present-contact.ts'
import { paidInTime, promiseState } from '../promise-state.ts'
import { readMovements } from '../read-payments.ts'
import { idText, pageMembers } from '../shapes.ts'
import { receivablesContacts, receivablesNotes, receivablesPromises } from '../tables.ts'

const schema = z.strictObject({ ...pageMembers, customerId: idText })

export interface ListContacts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListContacts> = schema

const outputShape = z.object({ items: z.array(contactSchema), next: z.string().nullable() })

export interface Contacts extends z.output<typeof outputShape> {
  items: Contact[]
}

const output: z.ZodType<Contacts> = outputShape

/** The newest first; a promise is as it stands now. Four statements; two more where a promise is open. */
export const contacts: Operation<'query', ListContacts, Contacts, never> = operation({
  name: 'receivables.contacts',
  summary: 'Lists when somebody spoke to a customer about debts, and what became of promises.',
  kind: 'query',
  input,
  output,
  async run(context, { customerId, limit, cursor }) {
    const { store, studio, now } = context
    const page = await store.page(receivablesContacts, {
      where: { customerId: { in: await customerIdsOf(context, customerId) } },
      orderBy: ['-at', '-id'],
      limit,
      cursor,
    })
    const where = { contactId: { in: page.items.map(({ id }) => id) } }
    const notes = await store.find(receivablesNotes, { where, limit: 'all' })
    const promises = await store.find(receivablesPromises, { where, limit: 'all' })
    const movementsOf = await readMovements(
      context,
      promises.filter(({ state }) => state === 'open'),
    )
    const noteOf = new Map(notes.map((row) => [row.contactId, row.note === '' ? null : row.note]))
    const stateOf = new Map(
      promises.map((promise) => {
        if (promise.state !== 'open') return [promise.contactId, promise.state]
        const today = studio.days(promise.branch).dateOf(now)
        return [promise.contactId, promiseState(promise, paidInTime(promise, movementsOf(promise)), today)]
      }),
    )
    return {
      items: page.items.map((row) =>
        presentContact(row, { note: noteOf.get(row.id) ?? null, state: stateOf.get(row.id) ?? null }),
      ),
      next: page.next,
    }
  },
})
