/** What a cancellation by the customer keeps, as it stands on a contract. Pure. */
import type { CancellationPolicy } from '../ledger/index.ts'
import type { CancellationRules, StageCharge } from '../orders/index.ts'
import type { Flow } from '../stages/index.ts'
import type { Said } from './words.ts'

/** What of a line is charged from a stage on, in per cent of its price. */
export interface ContractCharge extends Said {
  readonly stage: string
  readonly percent: number
}

export interface ContractCancellation extends CancellationPolicy {
  /** For work that was done, by the stages of the flows that the lines walk. */
  readonly charges: readonly ContractCharge[]
  /** Those of stages of other flows, which no line of the contract comes to: not shown, and in force for what is sold later. */
  readonly others: readonly StageCharge[]
  /** Whether a charge beyond what was paid is claimed. */
  readonly claimBeyondPaid: boolean
}

/** Rules of cancellation as a contract states them for lines of these flows. */
export function statedRules({ charges, ...rules }: CancellationRules, flows: readonly Flow[]): ContractCancellation {
  const others = charges.filter(({ from, percent }) => percent > 0 && !flows.some((flow) => flow.has(from)))
  return { ...rules, charges: chargesOf(charges, flows), others }
}

/** The rules that a contract states, as orders go by them. */
export function rulesStated({ charges, others, ...rules }: ContractCancellation): CancellationRules {
  return { ...rules, charges: [...charges.map(({ stage: from, percent }) => ({ from, percent })), ...others] }
}

/** The charges that can come to lines of these flows, in the words of their stages; those of no per cent left out. */
export function chargesOf(charges: readonly StageCharge[], flows: readonly Flow[]): ContractCharge[] {
  return charges.flatMap(({ from, percent }): ContractCharge[] => {
    const flow = flows.find((one) => one.has(from))
    if (flow === undefined || percent === 0) return []
    const { zh, en } = flow.stage(from).title
    return [{ stage: from, percent, zh, en }]
  })
}

export function policyText(of: ContractCancellation): Said {
  const { earnestKept, earnestCap, otherKept, charges } = of
  const work = charges.length === 0 ? { zh: '', en: '' } : workText(of)
  return {
    zh: `甲方取消订单的，尚未交付部分的定金（以合同总价的 ${earnestCap}% 为限）${keptZh(earnestKept)}；其余已付款项${keptZh(otherKept)}。${work.zh}`,
    en: `Where the customer cancels, of the earnest money for what is not delivered yet (up to ${earnestCap} % of the total) ${keptEn(earnestKept)}; of everything else that was paid ${keptEn(otherKept)}.${work.en}`,
  }
}

function workText({ charges, claimBeyondPaid }: ContractCancellation): Said {
  const zh = charges.map((one) => `「${one.zh}」起为该项价款的 ${one.percent}%`).join('，')
  const en = charges.map((one) => `from “${one.en}” on ${one.percent} % of its price`).join(', ')
  const beyond = claimBeyondPaid
    ? { zh: '超过已付款项的部分由甲方补付', en: 'what it exceeds the payments by is claimed' }
    : { zh: '且不超过已付款项', en: 'and no more than was paid' }
  return {
    zh: `但已完成的工作按各项到达的阶段计费：${zh}。上述保留的金额与工作费用不累加，取其高者，${beyond.zh}。`,
    en: ` Work that was done is charged by the stage that a line has come to, though: ${en}. The two are not added up: the higher is kept, ${beyond.en}.`,
  }
}

const keptZh = (percent: number): string => {
  if (percent === 0) return '全部退还'
  return percent === 100 ? '不予退还' : `不予退还 ${percent}%，其余退还`
}
const keptEn = (percent: number): string => {
  if (percent === 0) return 'everything is returned'
  return percent === 100 ? 'nothing is returned' : `${percent} % is kept and the rest returned`
}
