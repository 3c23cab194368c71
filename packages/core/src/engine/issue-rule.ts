/** What a value must be, in words. Pure. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
}

const forms: Readonly<Record<string, string>> = {
  date: 'a day such as "2026-12-05"',
  datetime: 'an instant such as "2026-12-05T10:00:00.000Z"',
}

/** `string` as `a string`. What has no name here stays as zod calls it. */
export const kindInWords = (kind: string): string => kinds[kind] ?? kind

/** The words of the schema where it has its own; else what the value must be. */
export function ruleOf(issue: Issue, given: unknown): string {
  const rule = zodsOwn.test(issue.message) ? ruleInWords(issue) : undefined
  if (rule === undefined) return issue.message
  return given === undefined ? `is missing, ${rule}` : rule
}

/** How zod begins where the schema says nothing itself. */
const zodsOwn = /^(?:Invalid (?:input|option): expected|Too (?:small|big): expected|Invalid ISO) /

function ruleInWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kindInWords(issue.expected)}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.inclusive === false ? undefined : sized(issue.origin, 'at least', issue.minimum)
    case 'too_big':
      return issue.inclusive === false ? undefined : sized(issue.origin, 'at most', issue.maximum)
    case 'invalid_format':
      return forms[issue.format] && `must be ${forms[issue.format]}`
    default:
      return undefined
  }
}

function sized(origin: string, bound: 'at least' | 'at most', limit: number | bigint): string | undefined {
  const one = Number(limit) === 1
  if (origin === 'number' || origin === 'int') return `must be ${bound} ${limit}`
  if (origin === 'string') return `must have ${bound} ${limit} ${one ? 'character' : 'characters'}`
  return origin === 'array' ? `must have ${bound} ${limit} ${one ? 'entry' : 'entries'}` : undefined
}
