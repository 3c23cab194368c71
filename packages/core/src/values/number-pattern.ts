/** A piece of a number's pattern. */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'branch' }
  | { readonly kind: 'date'; readonly fields: readonly DateField[] }
  | { readonly kind: 'counter'; readonly width: number }

export type DateField = 'yyyy' | 'yy' | 'MM' | 'dd'

/** Answered instead of parts when the pattern cannot be read: the rule broken and the piece that breaks it. */
export interface PatternFault {
  readonly rule: string
  readonly value: string
}

/** Reads a pattern such as '{branch}-{yyMMdd}-{n:4}'. */
export function readPattern(pattern: string): readonly PatternPart[] | PatternFault {
  const parts: PatternPart[] = []
  for (const piece of pattern.match(/\{[^{}]*\}|[^{}]+|[{}]/g) ?? []) {
    if (piece === '{' || piece === '}') return { rule: 'a brace must open and close a placeholder', value: piece }
    if (!piece.startsWith('{')) {
      parts.push({ kind: 'text', text: piece })
      continue
    }
    const part = readPlaceholder(piece.slice(1, -1))
    if (part === undefined) return { rule: 'the placeholder is unknown', value: piece }
    parts.push(part)
  }
  const counters = parts.filter((part) => part.kind === 'counter').length
  return counters === 1 ? parts : { rule: 'exactly one {n} is needed', value: `${counters} of them` }
}

function readPlaceholder(name: string): PatternPart | undefined {
  if (name === 'branch') return { kind: 'branch' }
  const counter = /^n(?::([1-9]|1[0-8]))?$/.exec(name)
  if (counter !== null) return { kind: 'counter', width: Number(counter[1] ?? 1) }
  if (/^(?:yyyy|yy|MM|dd)+$/.test(name)) {
    return { kind: 'date', fields: (name.match(/yyyy|yy|MM|dd/g) ?? []) as DateField[] }
  }
  return undefined
}

/** The rule by which this pattern could give one number twice, or undefined when it cannot. */
export function ambiguityOf(
  parts: readonly PatternPart[],
  resets: 'day' | 'month' | 'year' | 'never',
): string | undefined {
  const fields = new Set(parts.flatMap((part) => (part.kind === 'date' ? part.fields : [])))
  const year = fields.has('yyyy') || fields.has('yy')
  if (resets !== 'never' && !year) return `it resets by ${resets}, so the year must show`
  if ((resets === 'day' || resets === 'month') && !fields.has('MM'))
    return `it resets by ${resets}, so the month must show`
  if (resets === 'day' && !fields.has('dd')) return 'it resets by day, so the day must show'

  // Both {branch} and {n} vary in width, so 'A1' + '1' and 'A' + '11' must be told apart by something between them.
  const counterAt = parts.findIndex((part) => part.kind === 'counter')
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'branch') continue
    const between = parts.slice(Math.min(index, counterAt) + 1, Math.max(index, counterAt))
    if (!between.some((piece) => piece.kind === 'text' && /\D/.test(piece.text))) {
      return 'a text that is not all digits must stand between {branch} and {n}'
    }
  }
  return undefined
}
