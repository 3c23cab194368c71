import { afterAll, expect, it } from 'vitest'
import { bookViolations } from '../src/check/books.ts'
import { readerOf } from '../src/stores/open.ts'
import { type SmallStudio, smallStudio } from './small-studio.ts'

async function found({ place }: SmallStudio): Promise<string> {
  const reader = await readerOf(place)
  try {
    return (await bookViolations(reader)).join('\n')
  } finally {
    await reader.close()
  }
}

const one = (table: string, where = 'true') => `(select id from ${table} where ${where} limit 1)`
const event = (name: string) =>
  `delete from calotype_outbox where name = '${name}' and id = ${one('calotype_outbox', `name = '${name}'`)}`

const spoiled: readonly (readonly [string, string])[] = [
  ['update ledger_lines set debit = debit + 1 where debit > 0', 'entries whose debits are not their credits'],
  [`delete from ledger_lines where entry_id = ${one('ledger_entries')}`, 'entries without lines'],
  [`delete from ledger_entries where id = ${one('ledger_entries')}`, 'lines without their entry'],
  ['delete from ledger_commitments', 'orders without their commitment'],
  [`delete from orders where id = ${one('orders')}`, 'commitments without their order'],
  [`delete from orders_lines where id = ${one('orders_lines')}`, 'orders that are not the sum of their lines'],
  ["update ledger_entries set memo = 'another'", 'orders without the entry of their deposit'],
  ['update ledger_commitments set paid = paid + 1', 'commitments whose payments are not those of the journal'],
  ['update ledger_commitments set outstanding = 0', 'commitments that owe something else than what is left'],
  ['delete from ledger_refunds', 'refunds that do not consume what they give back'],
  [
    `delete from audit_commands where id = ${one('audit_commands', "operation = 'orders.place'")}`,
    'audited changes without their command',
  ],
  [
    `delete from audit_commands where id = ${one('audit_commands', "operation = 'ledger.refund'")}`,
    'events without their command',
  ],
  ['delete from audit_changes', 'customers without exactly one audited insert'],
  ["delete from audit_changes where table_name = 'orders'", 'orders without exactly one audited insert'],
  ["delete from audit_changes where table_name = 'orders_lines'", 'orders_lines without exactly one audited insert'],
  [event('customers.registered'), 'commands customers.register without exactly one event'],
  [event('orders.placed'), 'commands orders.place without exactly one event orders.placed'],
  [event('ledger.refunded'), 'commands ledger.refund without exactly one event'],
  [
    "delete from calotype_outbox where name = 'ledger.paymentTaken'",
    'commands ledger.takePayment without exactly one event',
  ],
  ["update calotype_sequences set value = value + 1 where sequence = 'orders'", 'gaps in the numbers of orders'],
  ["update calotype_sequences set value = value + 1 where sequence = 'receipt'", 'gaps in the numbers of receipt'],
  ["update calotype_sequences set value = value + 1 where sequence = 'refund'", 'gaps in the numbers of refund'],
]

const whole = await smallStudio()
afterAll(() => whole[Symbol.dispose]())

it('the books of a studio at work are whole', async () => {
  expect(await found(whole)).toBe('')
})

it.each(spoiled)('a store after "%s" has %s', async (sql, what) => {
  using studio = whole.copy()
  studio.spoil(sql)
  expect(await found(studio)).toContain(what)
})
