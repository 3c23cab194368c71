/** What a contract is held to: its hash, what differs from it, and what tampering shows. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContractContent, type ContractTerms, hashOf } from '../../src/contracts/contract-content.ts'
import type { ContractLine } from '../../src/contracts/contract-lines.ts'
import { stateOf } from '../../src/contracts/contract-state.ts'
import { differences, outdatingDifferences } from '../../src/contracts/differences.ts'
import { standardTemplate } from '../../src/contracts/index.ts'
import { contractIntact, marksIntact } from '../../src/contracts/intact.ts'
import type { WholeContract } from '../../src/contracts/read-whole.ts'
import { lookingClerk } from './looking.ts'
import { agreed, onPaper, readyStudio } from './studio.ts'

type Path = readonly (string | number)[]

/** Every place of a document that holds a value. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path]
  const inner = Object.entries(value).flatMap(([name, one]) =>
    leavesOf(one, [...path, Array.isArray(value) ? Number(name) : name]),
  )
  return inner.length === 0 ? [path] : inner
}

function withChanged(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return other(value)
  if (Array.isArray(value)) return value.map((one, at) => (at === name ? withChanged(one, rest) : one))
  const held = value as Record<string, unknown>
  return { ...held, [name]: withChanged(held[name], rest) }
}

const other = (value: unknown): unknown => {
  if (typeof value === 'string') return `${value}0`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  return value === null ? 'something' : ['something']
}

async function signedContract() {
  const { plugin, rowsOf } = lookingClerk()
  const studio = await readyStudio({ plugins: [plugin] })
  const { contractId, orderId } = await agreed(studio.desk)
  await studio.desk.contracts.sign({ contractId, ...onPaper })
  await studio.desk.contracts.countersign({ contractId })
  return { ...studio, contractId, orderId, whole: await rowsOf(studio.desk, contractId) }
}

describe('the hash of a contract', () => {
  it('changes with a change of anything in it, and with nothing else', async () => {
    const { whole } = await signedContract()
    const content = whole.contract.content as unknown as ContractContent
    const leaves = leavesOf(content)
    expect(leaves.length).toBeGreaterThan(150)
    const hashes = leaves.map((path) => hashOf(withChanged(content, path)))
    expect(hashes).not.toContain(whole.contract.hash)
    expect(new Set(hashes).size).toBe(leaves.length)
    const turned = (value: unknown): unknown =>
      value === null || typeof value !== 'object'
        ? value
        : Array.isArray(value)
          ? value.map(turned)
          : Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([name, one]) => [name, turned(one)]),
            )
    expect(hashOf(turned(content))).toBe(whole.contract.hash)
  })

  it('is of the same terms for the same order, however often and by whomever it is read', async () => {
    const { desk, as, orderId, whole, clock } = await signedContract()
    clock.at = '2027-03-01T02:00:00.000Z'
    await desk.contracts.void({ contractId: whole.contract.id, reason: '重签' })
    const again = await as('cashier').contracts.draw({ orderId })
    const terms = (content: unknown) => (content as ContractContent).terms
    expect(hashOf(terms(again.content))).toBe(hashOf(terms(whole.contract.content)))
    expect(again.hash).not.toBe(whole.contract.hash)
  })
})

describe('tampering', () => {
  it('with what a contract says, its columns, names and signatures is found', async () => {
    const { whole } = await signedContract()
    expect(contractIntact(whole.contract)).toBe(true)
    const isFound = (changed: WholeContract) => {
      const marks = marksIntact(changed)
      return (
        !contractIntact(changed.contract) ||
        marks.parties.some(({ intact }) => intact === false) ||
        marks.consents.some(({ intact, signerIntact }) => !intact || signerIntact === false)
      )
    }
    expect(isFound(whole)).toBe(false)
    const columns = {
      contract: ['number', 'contractVersion', 'amendment', 'template', 'templateVersion', 'language', 'orderRevision'],
      more: ['drawnAt', 'businessDate', 'currency', 'hash'],
    }
    for (const name of [...columns.contract, ...columns.more]) {
      const held = whole.contract as unknown as Record<string, unknown>
      const contract = { ...held, [name]: other(held[name]) } as unknown as WholeContract['contract']
      expect(isFound({ ...whole, contract }), name).toBe(true)
    }
    expect(isFound({ ...whole, contract: { ...whole.contract, total: whole.contract.total + 1n } })).toBe(true)
    for (const path of leavesOf(whole.contract.content)) {
      const content = withChanged(whole.contract.content, path) as WholeContract['contract']['content']
      expect(isFound({ ...whole, contract: { ...whole.contract, content } }), path.join('.')).toBe(true)
      // Not even together with its hash: the signatures are for another one.
      const contract = { ...whole.contract, content, hash: hashOf(content) }
      expect(isFound({ ...whole, contract }), path.join('.')).toBe(true)
    }
    for (const name of ['role', 'name', 'phone', 'salt'] as const) {
      const parties = whole.parties.map((party) => ({ ...party, [name]: other(party[name]) as string }))
      expect(isFound({ ...whole, parties }), name).toBe(true)
    }
    expect(isFound({ ...whole, parties: [] })).toBe(true)
    const [first, ...rest] = whole.consents
    if (first === undefined) throw new Error('nobody signed')
    for (const name of [
      'consent',
      'side',
      'role',
      'method',
      'text',
      'signedAt',
      'actor',
      'imageHash',
      'hash',
    ] as const) {
      const row = { ...first.row, [name]: other(first.row[name]) as string }
      expect(isFound({ ...whole, consents: [{ ...first, row }, ...rest] }), name).toBe(true)
    }
    for (const name of ['signer', 'reference', 'salt'] as const) {
      if (first.signer === undefined) throw new Error('nobody signed')
      const signer = { ...first.signer, [name]: other(first.signer[name]) as string }
      expect(isFound({ ...whole, consents: [{ ...first, signer }, ...rest] }), name).toBe(true)
    }
    expect(isFound({ ...whole, consents: [{ ...first, signer: undefined }, ...rest] })).toBe(true)
  })
})

const some = <T>(...values: readonly [T, ...T[]]) => fc.constantFrom(...values)

const charged = { charges: [], others: [], claimBeyondPaid: false }

const lines: fc.Arbitrary<ContractLine[]> = fc.uniqueArray(
  fc.record({
    line: fc.integer({ min: 1, max: 3 }),
    item: some('wedding', 'frame'),
    itemVersion: some(1, null),
    name: some('婚纱', '相框'),
    nameEn: some('Wedding', null),
    kind: fc.constant('package'),
    category: fc.constant('package'),
    shootType: some('wedding', null),
    variant: some('leather', null),
    options: fc.array(
      fc.record({
        group: fc.constant({ zh: 'g', en: null }),
        name: some({ zh: 'a', en: null }, { zh: 'b', en: 'B' }),
        price: fc.constant('1.00'),
      }),
      { maxLength: 1 },
    ),
    bundle: fc.constant(null),
    addOnTo: fc.constant(null),
    origin: some('order', 'secondSale'),
    forDate: some('2026-12-01', null),
    quantity: some('1', '2'),
    unitPrice: some('10.00', '20.00'),
    discount: some('0.00', '1.00'),
    amount: some('10.00', '9.00'),
    taxRate: fc.constant(null),
    steps: fc.constant([]),
    entitlements: fc.array(
      fc.record({
        entitlement: some('looks' as const, 'products' as const),
        code: some('album', null),
        variant: fc.constant(null),
        quantity: fc.constantFrom<number | 'all'>(1, 'all'),
        name: fc.constant(null),
      }),
      { maxLength: 2 },
    ),
  }),
  { selector: ({ line }) => line, maxLength: 2 },
)

const terms: fc.Arbitrary<ContractTerms> = fc.record({
  language: some('zh', 'en'),
  template: some(standardTemplate, { ...standardTemplate, version: 2 }),
  studio: fc.record({
    name: some('玫瑰', '百合'),
    address: fc.constant(null),
    phone: fc.constant(null),
    registration: fc.constant(null),
  }),
  order: fc.record({
    number: fc.constant('main-1'),
    bookedDate: fc.constant('2026-11-22'),
    dueDate: some('2026-12-01', null),
    promisedDate: some('2027-01-01', null),
  }),
  currency: fc.constant('CNY'),
  lines,
  productNames: some({}, { album: { zh: '相册', en: null } }),
  discount: some('0.00', '1.00'),
  total: some('10.00', '20.00'),
  payments: fc.array(
    fc.record({
      number: some('R1', 'R2'),
      kind: fc.constant('receipt'),
      date: fc.constant('2026-11-22'),
      purpose: fc.constant(null),
      amount: fc.constant('1.00'),
    }),
    { maxLength: 1 },
  ),
  paid: some('0.00', '1.00'),
  earnest: some('0.00', '1.00'),
  balanceDue: some('10.00', '9.00'),
  plan: fc.array(fc.record({ dueDate: some('2026-12-01', null), amount: fc.constant('9.00') }), { maxLength: 1 }),
  cancellation: some(
    { ...charged, earnestKept: 100, earnestCap: 20, otherKept: 0 },
    { ...charged, earnestKept: 50, earnestCap: 20, otherKept: 0 },
  ),
})

/** Terms, and terms that are the same but for some members. */
const pairs = fc
  .tuple(terms, terms, fc.subarray(Object.keys(standardOf()) as (keyof ContractTerms)[]))
  .map(([one, another, members]) => {
    const changed = Object.fromEntries(members.map((name) => [name, another[name]]))
    return [one, { ...one, ...changed } as ContractTerms] as const
  })

function standardOf(): Record<keyof ContractTerms, true> {
  return {
    ...{ language: true, template: true, studio: true, order: true, currency: true, lines: true, productNames: true },
    ...{ discount: true, total: true, payments: true, paid: true, earnest: true, balanceDue: true, plan: true },
    cancellation: true,
  }
}

describe('what differs', () => {
  it('is nothing where the terms are the same, and something where they are not', () => {
    fc.assert(
      fc.property(pairs, ([agreedOn, today]) => {
        const found = differences(agreedOn, today)
        expect(found.length === 0).toBe(hashOf(agreedOn) === hashOf(today))
        for (const { words } of found) expect(words.zh.length * words.en.length).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('outdates a contract where lines or price differ, and only there', () => {
    const agreedOf = ({ currency, lines: all, discount, total }: ContractTerms) => ({
      currency,
      lines: all,
      discount,
      total,
    })
    fc.assert(
      fc.property(pairs, ([agreedOn, today]) => {
        const outdated = differences(agreedOn, today).some(({ outdates }) => outdates)
        expect(outdated).toBe(hashOf(agreedOf(agreedOn)) !== hashOf(agreedOf(today)))
        expect(outdatingDifferences(agreedOn, today).length > 0).toBe(outdated)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('how far a contract is', () => {
  it('follows from who signed', () => {
    expect(stateOf({ customer: false, studio: false }, true)).toBe('unsigned')
    expect(stateOf({ customer: false, studio: true }, false)).toBe('partly')
    expect(stateOf({ customer: true, studio: false }, true)).toBe('partly')
    expect(stateOf({ customer: true, studio: false }, false)).toBe('signed')
    expect(stateOf({ customer: true, studio: true }, true)).toBe('signed')
  })
})
