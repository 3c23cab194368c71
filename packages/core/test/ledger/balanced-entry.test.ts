import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balancedEntry, credit, debit, type Line, moving } from '../../src/ledger/balanced-entry.ts'
import { Money } from '../../src/values/money.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')
const minor = (value: bigint, currency = 'CNY') => Money.ofMinor(value, currency)

describe('an entry', () => {
  it('is answered as it is when debits equal credits in every currency', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 }),
        (yuan, dollars) => {
          const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)
          const lines = [
            ...yuan.map((amount) => debit('Cash:Safe', minor(amount))),
            credit('Capital', minor(sum(yuan))),
            ...dollars.map((amount) => credit('Rent', minor(amount, 'USD'))),
            debit('Bank:USD', minor(sum(dollars), 'USD')),
          ]
          expect(balancedEntry(lines)).toBe(lines)
        },
      ),
    )
  })

  it('that is off by a single minor unit is refused, whatever its size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n, max: 10n ** 15n }), fc.constantFrom(1n, -1n), (amount, off) => {
        const lines = [debit('Cash:Safe', minor(amount)), credit('Capital', minor(amount + off))]
        expect(() => balancedEntry(lines)).toThrow(expect.objectContaining({ code: 'ENTRY_UNBALANCED' }))
      }),
    )
  })

  it('does not balance one currency with another', () => {
    const lines = [debit('Cash:Safe', minor(100n, 'USD')), credit('Capital', minor(100n))]
    expect(() => balancedEntry(lines)).toThrow(expect.objectContaining({ code: 'ENTRY_UNBALANCED' }))
  })

  it.each<[string, string, readonly Line[]]>([
    ['no lines', 'ENTRY_EMPTY', []],
    ['a line of zero', 'ENTRY_LINE_NOT_POSITIVE', [debit('Rent', cny('0')), credit('Capital', cny('0'))]],
    ['a negative line', 'ENTRY_LINE_NOT_POSITIVE', [debit('Rent', cny('-5')), credit('Capital', cny('-5'))]],
  ])('with %s is refused', (_, code, lines) => {
    expect(() => balancedEntry(lines)).toThrow(expect.objectContaining({ code }))
  })

  it('keeps only the lines that move something', () => {
    expect(moving([debit('Rent', cny('0')), credit('Capital', cny('1'))])).toHaveLength(1)
  })
})
