/** What differs between what a contract says and what an order is today, in words. Pure. */
import { canonicalJson } from '../values/json.ts'
import { policyText } from './contract-cancellation.ts'
import type { ContractTerms } from './contract-content.ts'
import type { ContractDifference } from './difference.ts'
import { joinLines } from './joined-lines.ts'
import type { AgreedLines, ContractLine } from './contract-lines.ts'
import { entitlementText, type Said } from './words.ts'

type Names = ContractTerms['productNames']

const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other)

/** What makes a contract outdated: other lines, another price. Empty where the order is what was agreed. */
export function outdatingDifferences(agreed: AgreedLines, today: AgreedLines, names: Names = {}): ContractDifference[] {
  const found: ContractDifference[] = []
  const of = (about: ContractDifference['about'], line: number | null, words: Said) =>
    found.push({ about, line, outdates: true, words })
  const before = new Map(agreed.lines.map((line) => [line.line, line]))
  const joined = joinLines(agreed.lines, today.lines, agreed.currency)
  const after = new Map(joined.lines.map((line) => [line.line, line]))
  for (const number of [...new Set([...before.keys(), ...after.keys()])].sort((one, other) => one - other)) {
    const one = before.get(number)
    const other = after.get(number)
    if (one === undefined && other !== undefined) of('line', number, added(other, today.currency))
    if (one !== undefined && other === undefined) of('line', number, dropped(one, agreed.currency))
    if (one !== undefined && other !== undefined) {
      for (const words of lineDifferences(one, other, names)) of('line', number, words)
    }
  }
  for (const name of ['currency', 'discount', 'total'] as const) {
    if (agreed[name] === today[name]) continue
    const word = { currency: ['币种', 'currency'], discount: ['优惠', 'discount'], total: ['总价', 'total'] }[name]
    of(name, null, {
      zh: `${word[0]}由 ${agreed[name]} 变为 ${today[name]}`,
      en: `the ${word[1]} was ${agreed[name]} and is ${today[name]}`,
    })
  }
  return found
}

/** Everything that differs; empty where the terms are the same, and only there. */
export function differences(agreed: ContractTerms, today: ContractTerms): ContractDifference[] {
  const found = outdatingDifferences(agreed, today, { ...agreed.productNames, ...today.productNames })
  const of = (about: ContractDifference['about'], zh: string, en: string) =>
    found.push({ about, line: null, outdates: false, words: { zh, en } })
  for (const [line, numbers] of joinLines(agreed.lines, today.lines, agreed.currency).parts) {
    const words = {
      zh: `第 ${line} 行现分为第 ${numbers.join('、')} 行，合计不变`,
      en: `line ${line} now stands as lines ${numbers.join(', ')}, together the same`,
    }
    found.push({ about: 'line', line, outdates: false, words })
  }
  for (const { name, zh, en } of orderDates) {
    const [one, other] = [agreed.order[name], today.order[name]]
    if (one !== other)
      of(
        'order',
        `${zh}由 ${one ?? '未约定'} 变为 ${other ?? '未约定'}`,
        `the ${en} was ${one ?? 'not agreed'} and is ${other ?? 'not agreed'}`,
      )
  }
  if (!same(paymentsOf(agreed), paymentsOf(today))) {
    of('payments', `已付款由 ${agreed.paid} 变为 ${today.paid}`, `${agreed.paid} was paid, now ${today.paid}`)
  }
  if (!same(planOf(agreed), planOf(today))) {
    of(
      'plan',
      `付款安排由 ${planText(agreed, 'zh')} 变为 ${planText(today, 'zh')}`,
      `the plan of payment was ${planText(agreed, 'en')} and is ${planText(today, 'en')}`,
    )
  }
  if (!same(agreed.cancellation, today.cancellation)) {
    const words = policyText(today.cancellation)
    of('cancellation', `影楼现行取消规定：${words.zh}`, `the studio's rule of cancellation is now: ${words.en}`)
  }
  if (!same([agreed.template, agreed.language], [today.template, today.language])) {
    const version = ({ template, language }: ContractTerms) => `${template.code} ${template.version} (${language})`
    of(
      'template',
      `合同文本由 ${version(agreed)} 变为 ${version(today)}`,
      `the text was ${version(agreed)} and is ${version(today)}`,
    )
  }
  if (!same(agreed.studio, today.studio)) of('studio', '影楼信息有变更', "the studio's particulars differ")
  if (!same(agreed.productNames, today.productNames)) of('productNames', '产品名称有变更', 'names of products differ')
  return found
}

const orderDates = [
  { name: 'number', zh: '订单号', en: 'number of the order' },
  { name: 'bookedDate', zh: '订单日期', en: 'date of the order' },
  { name: 'dueDate', zh: '付款日期', en: 'due date' },
  { name: 'promisedDate', zh: '取件日期', en: 'date of collection' },
] as const

const paymentsOf = ({ payments, paid, earnest }: ContractTerms) => ({ payments, paid, earnest })
const planOf = ({ plan, balanceDue }: ContractTerms) => ({ plan, balanceDue })

function planText({ plan, balanceDue }: ContractTerms, language: 'zh' | 'en'): string {
  const parts = plan.map(({ dueDate, amount }) => (dueDate === null ? amount : `${dueDate} ${amount}`))
  return parts.length === 0 ? balanceDue : parts.join({ zh: '、', en: ', ' }[language])
}

const added = ({ line, name, nameEn, amount }: ContractLine, currency: string): Said => ({
  zh: `新增第 ${line} 行：${name}，${currency} ${amount}`,
  en: `line ${line} was added: ${nameEn ?? name}, ${currency} ${amount}`,
})

const dropped = ({ line, name, nameEn, amount }: ContractLine, currency: string): Said => ({
  zh: `取消第 ${line} 行：${name}，${currency} ${amount}`,
  en: `line ${line} was dropped: ${nameEn ?? name}, ${currency} ${amount}`,
})

const compared = [
  { name: 'name', zh: '项目', en: 'item' },
  { name: 'variant', zh: '规格', en: 'variant' },
  { name: 'forDate', zh: '日期', en: 'day' },
  { name: 'quantity', zh: '数量', en: 'quantity' },
  { name: 'unitPrice', zh: '单价', en: 'unit price' },
  { name: 'discount', zh: '优惠', en: 'discount' },
  { name: 'amount', zh: '金额', en: 'amount' },
] as const

function lineDifferences(one: ContractLine, other: ContractLine, names: Names): Said[] {
  const found: Said[] = []
  const { line } = one
  for (const { name, zh, en } of compared) {
    if (one[name] === other[name]) continue
    const inEnglish = (of: ContractLine): string => (name === 'name' ? of.nameEn : null) ?? of[name] ?? 'none'
    found.push({
      zh: `第 ${line} 行${zh}由 ${one[name] ?? '无'} 变为 ${other[name] ?? '无'}`,
      en: `line ${line}: the ${en} was ${inEnglish(one)} and is ${inEnglish(other)}`,
    })
  }
  if (!same(one.entitlements, other.entitlements)) {
    const text = (of: ContractLine, language: 'zh' | 'en') =>
      of.entitlements.map((each) => entitlementText(each, language, names)).join({ zh: '、', en: ', ' }[language])
    found.push({
      zh: `第 ${line} 行套系内容由「${text(one, 'zh')}」变为「${text(other, 'zh')}」`,
      en: `line ${line}: the package included ${text(one, 'en') || 'nothing'} and includes ${text(other, 'en') || 'nothing'}`,
    })
  }
  if (!same(rest(one), rest(other))) {
    found.push({ zh: `第 ${line} 行的其他内容有变更`, en: `line ${line}: other particulars differ` })
  }
  return found
}

/** What of a line is compared without words of its own. */
function rest(line: ContractLine): unknown {
  const { name: _1, variant: _2, forDate: _3, quantity: _4, unitPrice: _5, discount: _6, amount: _7, ...left } = line
  return { ...left, entitlements: null }
}
