/**
 * Turns an error's details into plain JSON: a bigint becomes a decimal string, a value with `toJSON` speaks for itself,
 * an error becomes its message (its stack stays inside), a cycle becomes `[circular]`. Never throws: a report of a
 * failure must not fail.
 */
export function jsonOfDetails(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return jsonOf(details, []) as Record<string, unknown>
}

function jsonOf(value: unknown, ancestors: readonly object[]): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (ancestors.includes(value)) return '[circular]'
  if (value instanceof Error) return value.message
  const inner = [...ancestors, value]
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, inner))
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    try {
      return jsonOf(value.toJSON(), inner)
    } catch {
      return '[unprintable]'
    }
  }
  const plain: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) plain[key] = jsonOf(member, inner)
  return plain
}

const longest = 80

/** How a value is shown inside a message: strings quoted, bigints with their `n`, long values cut off. */
export function shown(value: unknown): string {
  const text = textOf(value)
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  try {
    return JSON.stringify(value) ?? 'an object'
  } catch {
    return 'an object'
  }
}
