/** What stands in the place of placeholders. Pure. */
import { Money } from '../values/money.ts'
import { policyText } from './contract-cancellation.ts'
import type { ContractContent } from './contract-content.ts'
import type { PaperTable } from './paper-block.ts'
import type { BlockPlaceholder, InlinePlaceholder } from './placeholders.ts'
import type { Language } from './template.ts'
import { entitlementText, labels, ownName, paymentText, roleWords } from './words.ts'

/** Somebody on the customer's side; without a name where the person was erased. */
export interface NamedParty {
  readonly role: string
  readonly name: string | null
  readonly phone: string | null
}

export interface ToFillIn {
  readonly content: ContractContent
  readonly parties: readonly NamedParty[]
  readonly language: Language
}

/** The most that counts as earnest money, in per cent of the total (Civil Code of the PRC, article 586). */
const earnestLimit = 20n

const fillers: Readonly<Record<InlinePlaceholder, (of: ToFillIn) => string | null>> = {
  studio: ({ content }) => content.terms.studio.name,
  studioAddress: ({ content }) => content.terms.studio.address,
  studioPhone: ({ content }) => content.terms.studio.phone,
  studioRegistration: ({ content }) => content.terms.studio.registration,
  customer: ({ parties, language }) =>
    parties
      .map(({ role, name }, at) => {
        const called = name ?? labels.erased[language]
        if (at === 0) return called
        const word = roleWords[role]?.[language] ?? role
        return language === 'zh' ? `${called}（${word}）` : `${called} (${word})`
      })
      .join(labels.listSeparator[language]),
  phone: ({ parties, language }) =>
    parties.flatMap(({ phone }) => (phone === null ? [] : [phone])).join(labels.listSeparator[language]) || null,
  number: ({ content }) => content.number,
  order: ({ content }) => content.terms.order.number,
  date: ({ content }) => content.drawnOn,
  bookedDate: ({ content }) => content.terms.order.bookedDate,
  dueDate: ({ content }) => content.terms.order.dueDate,
  promisedDate: ({ content }) => content.terms.order.promisedDate,
  total: ({ content: { terms } }) => amountText(terms.total, terms.currency),
  discount: ({ content: { terms } }) => amountText(terms.discount, terms.currency),
  paid: ({ content: { terms } }) => amountText(terms.paid, terms.currency),
  earnest: ({ content: { terms } }) => amountText(terms.earnest, terms.currency),
  earnestLimit: ({ content: { terms } }) =>
    amountText(Money.of(terms.total, terms.currency).percentage(earnestLimit, 'down').toString(), terms.currency),
  balanceDue: ({ content: { terms } }) => amountText(terms.balanceDue, terms.currency),
  cancellationPolicy: ({ content: { terms }, language }) => policyText(terms.cancellation)[language],
}

const amountText = (amount: string, currency: string): string => `${currency} ${amount}`

/** How somebody is reached and registered is written in by hand where it is not known. */
const writtenIn: ReadonlySet<InlinePlaceholder> = new Set([
  'studioAddress',
  'studioPhone',
  'studioRegistration',
  'phone',
])

/** The words of a placeholder; what was not agreed says so, and what is not known of a party is left open. */
export const inlineText = (name: InlinePlaceholder, of: ToFillIn): string =>
  fillers[name](of) ?? (writtenIn.has(name) ? blank : labels.unset[of.language])

const blank = '____________'

/** The table of a placeholder; undefined where it holds nothing. */
export function blockTable(
  name: BlockPlaceholder,
  content: ContractContent,
  language: Language,
): PaperTable | undefined {
  const table = tables[name](content, language)
  return table.rows.length === 0 ? undefined : { kind: 'table', ...table }
}

type Rows = Omit<PaperTable, 'kind'>

const tables: Readonly<Record<BlockPlaceholder, (content: ContractContent, language: Language) => Rows>> = {
  lines: ({ terms }, language) => ({
    head: headOf(language, 'line', 'item', 'quantity', 'unitPrice', 'discount', 'amount'),
    figures: [2, 3, 4, 5],
    rows: [
      ...terms.lines.map((line) => [
        String(line.line),
        itemText(line, language),
        line.quantity,
        line.unitPrice,
        line.discount,
        line.amount,
      ]),
      ['', labels.total[language], '', '', terms.discount, terms.total],
    ],
  }),
  prices: ({ terms }, language) => ({
    head: headOf(language, 'line', 'step', 'amount'),
    figures: [2],
    rows: terms.lines.flatMap((line) =>
      line.steps.map((step) => [String(line.line), language === 'zh' ? step.zh : step.en, step.change]),
    ),
  }),
  entitlements: ({ terms }, language) => ({
    head: headOf(language, 'line', 'item', 'entitlement'),
    figures: [],
    rows: terms.lines.flatMap((line) =>
      line.entitlements.map((one) => [
        String(line.line),
        ownName({ zh: line.name, en: line.nameEn }, language),
        entitlementText(one, language, terms.productNames),
      ]),
    ),
  }),
  payments: ({ terms }, language) => ({
    head: headOf(language, 'receipt', 'paidOn', 'kind', 'amount'),
    figures: [3],
    rows: terms.payments.map((one) => [one.number, one.date, paymentText(one, language), one.amount]),
  }),
  paymentPlan: ({ terms }, language) => ({
    head: headOf(language, 'dueDate', 'amount'),
    figures: [1],
    rows: terms.plan.map(({ dueDate, amount }) => [dueDate ?? labels.dueOnDelivery[language], amount]),
  }),
  changes: ({ changes }, language) => ({
    head: headOf(language, 'change'),
    figures: [],
    rows: changes.map(({ words }) => [words[language]]),
  }),
}

const headOf = (language: Language, ...names: readonly (keyof typeof labels)[]): string[] =>
  names.map((name) => labels[name][language])

function itemText(line: ContractContent['terms']['lines'][number], language: Language): string {
  const more = [
    ...(line.variant === null ? [] : [line.variant]),
    ...line.options.map(({ group, name }) => `${ownName(group, language)}: ${ownName(name, language)}`),
    ...(line.bundle === null ? [] : [ownName(line.bundle, language)]),
    ...(line.forDate === null ? [] : [line.forDate]),
  ]
  const name = ownName({ zh: line.name, en: line.nameEn }, language)
  return more.length === 0 ? name : `${name} (${more.join('; ')})`
}
