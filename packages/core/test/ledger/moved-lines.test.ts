/** How what is owed over an order changes hands: lines and days, without a database. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balancedEntry, type Line } from '../../src/ledger/balanced-entry.ts'
import { joinedTerms } from '../../src/ledger/joined-terms.ts'
import { type Instalment, instalmentsOf, storedInstalments } from '../../src/ledger/instalments.ts'
import { branchLines, customerLines, mergeLines, type Owed } from '../../src/ledger/moved-lines.ts'
import type { Commitment } from '../../src/ledger/standing.ts'
import { Money } from '../../src/values/money.ts'

const money = (minor: number) => Money.ofMinor(BigInt(minor), 'CNY')
const amount = fc.integer({ min: -5000, max: 5000 }).map(money)
const owed: fc.Arbitrary<Owed> = fc.record({ deposits: amount, receivable: amount, bond: amount })

const balanceOf = (lines: readonly Line[], account: string, whose: Partial<Line> = {}): bigint =>
  lines
    .filter((line) => line.account === account)
    .filter((line) => Object.entries(whose).every(([name, value]) => line[name as keyof Line] === value))
    .reduce((sum, line) => sum + (line.side === 'debit' ? line.amount.minor : -line.amount.minor), 0n)

const isEven = (lines: readonly Line[]): void => {
  if (lines.length > 0) balancedEntry(lines)
}

describe('what is owed', () => {
  it('goes from branch to branch: each is even, and what one owes the other has is due', () => {
    fc.assert(
      fc.property(owed, (one) => {
        const { from, to } = branchLines(one)
        isEven(from)
        isEven(to)
        expect(balanceOf(from, 'InterBranch')).toBe(-balanceOf(to, 'InterBranch'))
        expect(balanceOf(from, 'CustomerDeposits')).toBe(one.deposits.minor)
        expect(balanceOf(to, 'CustomerDeposits')).toBe(-one.deposits.minor)
        expect(balanceOf(to, 'AR:Customers')).toBe(one.receivable.minor)
        expect(balanceOf(to, 'RentalBonds')).toBe(-one.bond.minor)
      }),
    )
  })

  it('goes from customer to customer, and no account moves', () => {
    fc.assert(
      fc.property(owed, (one) => {
        const lines = customerLines(one, 'wang', 'li')
        isEven(lines)
        for (const account of ['CustomerDeposits', 'AR:Customers', 'RentalBonds']) {
          expect(balanceOf(lines, account)).toBe(0n)
        }
        expect(balanceOf(lines, 'CustomerDeposits', { customerId: 'li' })).toBe(-one.deposits.minor)
      }),
    )
  })

  it('of two orders is owed over one', () => {
    const pair = fc.record({ paid: fc.nat(5000), earned: fc.nat(5000), bond: fc.nat(500) })
    const standing = (paid: number, earned: number, bond: number): Owed => ({
      deposits: money(Math.max(0, paid - earned)),
      receivable: money(Math.max(0, earned - paid)),
      bond: money(bond),
    })
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const both = standing(a.paid + b.paid, a.earned + b.earned, a.bond + b.bond)
        const lines = mergeLines(
          { orderId: 'b', owed: standing(b.paid, b.earned, b.bond) },
          { orderId: 'a', owed: standing(a.paid, a.earned, a.bond) },
          both,
        )
        isEven(lines)
        const before = standing(b.paid, b.earned, b.bond)
        expect(balanceOf(lines, 'CustomerDeposits', { orderId: 'b' })).toBe(before.deposits.minor)
        expect(balanceOf(lines, 'AR:Customers', { orderId: 'b' })).toBe(-before.receivable.minor)
        const own = standing(a.paid, a.earned, a.bond).deposits.minor
        expect(-balanceOf(lines, 'CustomerDeposits', { orderId: 'a' }) + own).toBe(both.deposits.minor)
      }),
    )
  })
})

describe('the days on which the rest of two orders is due', () => {
  const commitment = (given: Partial<Commitment>): Commitment =>
    ({ currency: 'CNY', outstanding: 0n, dueDate: null, planned: false, instalments: null, ...given }) as Commitment
  const part = (dueDate: string, minor: number): Instalment => ({ dueDate, amount: money(minor) })
  const planned = (...parts: Instalment[]) =>
    commitment({
      planned: true,
      dueDate: parts[0]?.dueDate ?? null,
      instalments: storedInstalments(parts),
      outstanding: parts.reduce((sum, one) => sum + one.amount.minor, 0n),
    })
  const partsOf = (terms: ReturnType<typeof joinedTerms>) =>
    instalmentsOf(commitment({ ...terms })).map(({ dueDate, amount: of }) => [dueDate, Number(of.minor)])

  it.each([
    ['none', commitment({ outstanding: 5n }), commitment({ outstanding: 7n }), null, []],
    ['one', commitment({ outstanding: 5n, dueDate: '2026-12-01' }), commitment({ outstanding: 7n }), '2026-12-01', []],
    [
      'two',
      commitment({ outstanding: 5n, dueDate: '2026-12-01' }),
      commitment({ outstanding: 7n, dueDate: '2026-11-25' }),
      '2026-11-25',
      [
        ['2026-11-25', 7],
        ['2026-12-01', 5],
      ],
    ],
    [
      'a plan and no day',
      planned(part('2026-11-25', 4), part('2026-12-25', 6)),
      commitment({ outstanding: 7n }),
      '2026-11-25',
      [
        ['2026-11-25', 4],
        ['2026-12-25', 13],
      ],
    ],
    [
      'two plans',
      planned(part('2026-11-25', 4), part('2026-12-25', 6)),
      planned(part('2026-11-30', 1), part('2026-12-25', 2)),
      '2026-11-25',
      [
        ['2026-11-25', 4],
        ['2026-11-30', 1],
        ['2026-12-25', 8],
      ],
    ],
    ['what is paid', commitment({ dueDate: '2026-12-01' }), commitment({ outstanding: 7n }), '2026-12-01', []],
  ])('stay: %s', (_, one, other, dueDate, parts) => {
    const terms = joinedTerms(one, other)
    expect(terms.dueDate).toBe(dueDate)
    expect(partsOf(terms)).toEqual(parts)
  })
})
