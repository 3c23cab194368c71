/** How much is done again, and who pays. Pure. */
import { divideRounded } from '../values/rounding.ts'

/** Facts of a time by kind, cause and payer: how many there were. */
export interface FactCount {
  readonly kind: string
  readonly cause: string | null
  readonly payer: string | null
  readonly count: number
}

export interface ReworkCause {
  readonly cause: string
  readonly payer: string
  /** Rounds sent back, proofs with changes, and pieces rejected for it. */
  readonly rounds: number
  readonly proofs: number
  readonly pieces: number
}

export interface ReworkRates {
  readonly causes: readonly ReworkCause[]
  /** Of the rounds that were checked, those sent back, in per cent with one decimal; null where none was checked. */
  readonly roundRate: string | null
  /** Of the proofs that were answered, those with changes; null where none was. */
  readonly proofRate: string | null
  /** Of the pieces that were inspected, those rejected or missing; null where none was. */
  readonly pieceRate: string | null
}

function percent(part: number, whole: number): string | null {
  if (whole === 0) return null
  const tenths = divideRounded(BigInt(part) * 1000n, BigInt(whole), 'half-up')
  return `${tenths / 10n}.${tenths % 10n}`
}

export function reworkRates(facts: readonly FactCount[]): ReworkRates {
  const of = (...kinds: readonly string[]): number =>
    facts.reduce((sum, { kind, count }) => sum + (kinds.includes(kind) ? count : 0), 0)
  const causes = new Map<string, { cause: string; payer: string; rounds: number; proofs: number; pieces: number }>()
  const named = { roundSentBack: 'rounds', proofChanges: 'proofs', pieceRejected: 'pieces' } as const
  for (const { kind, cause, payer, count } of facts) {
    const what = Object.hasOwn(named, kind) ? named[kind as keyof typeof named] : undefined
    if (what === undefined || cause === null || payer === null) continue
    const key = JSON.stringify([cause, payer])
    const sum = causes.get(key) ?? { cause, payer, rounds: 0, proofs: 0, pieces: 0 }
    sum[what] += count
    causes.set(key, sum)
  }
  const bad = of('pieceRejected', 'pieceMissing')
  return {
    causes: [...causes].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum),
    roundRate: percent(of('roundSentBack'), of('roundSentBack', 'roundPassed')),
    proofRate: percent(of('proofChanges'), of('proofChanges', 'proofApproved')),
    pieceRate: percent(bad, bad + of('piecePassed')),
  }
}
