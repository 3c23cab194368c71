/** A rule of the storage contract that an adapter breaks. The message says which, what was expected, what was seen, and how to mend it. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure'
  /** The case, as it is named in the suite. */
  readonly rule: string
  readonly expected: string
  readonly seen: string
  readonly mend: string

  constructor(parts: { rule: string; expected: string; seen: string; mend: string; cause?: unknown }) {
    const { rule, expected, seen, mend, cause } = parts
    super(
      `${rule}\n  expected: ${expected}\n  seen:     ${seen}\n  mend:     ${mend}`,
      cause === undefined ? {} : { cause },
    )
    this.rule = rule
    this.expected = expected
    this.seen = seen
    this.mend = mend
  }
}

/** Thrown by checks inside a case; the case adds its rule and how to mend it. */
export class Unmet extends Error {
  readonly expected: string
  readonly seen: string

  constructor(expected: string, seen: string, cause?: unknown) {
    super(`expected ${expected}, saw ${seen}`, cause === undefined ? {} : { cause })
    this.expected = expected
    this.seen = seen
  }
}

/** What a case that threw `error` reports. */
export function failureOf(rule: string, mend: string, error: unknown): ConformanceFailure {
  if (error instanceof ConformanceFailure) return error
  if (error instanceof Unmet) {
    return new ConformanceFailure({ rule, mend, expected: error.expected, seen: error.seen, cause: error.cause })
  }
  return new ConformanceFailure({ rule, mend, expected: 'no error', seen: described(error), cause: error })
}

/** An error in one line: its kind, its code where it has one, and its message. */
export function described(error: unknown): string {
  if (!(error instanceof Error)) return `the thrown value ${String(error)}`
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}: ${error.message}`
}
