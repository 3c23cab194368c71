import { defineError } from './calotype-error.ts'
import { shown } from './error-details.ts'

export const idMalformed = defineError({
  code: 'ID_MALFORMED',
  status: 400,
  summary: 'An id is not a UUID of version 7 in lower case.',
  message: (details: { value: unknown }) =>
    `id must be a UUID of version 7 in lower case with hyphens (RFC 9562), got ${shown(details.value)}`,
  mend: 'Pass the id as it was given out. Ids of other systems belong into an external reference, not into an id.',
})

export const idClockInvalid = defineError({
  code: 'ID_CLOCK_INVALID',
  status: 500,
  summary: 'The clock given to the id factory answered something that is no time of a UUIDv7.',
  message: (details: { millis: unknown }) =>
    `clock of the id factory must answer milliseconds since 1970 from 0 to 2^48 - 1, got ${shown(details.millis)}`,
  mend: 'Pass a function such as Date.now.',
})

export const numberPatternInvalid = defineError({
  code: 'NUMBER_PATTERN_INVALID',
  status: 500,
  summary: 'The definition of a number sequence is wrong: its name, a placeholder, a brace or its reset.',
  message: (details: { sequence: string; pattern: string; rule: string; value: string }) =>
    `number sequence ${shown(details.sequence)} with pattern ${shown(details.pattern)}: ${details.rule}, got ${shown(details.value)}`,
  mend: 'Use {branch}, {n} or {n:4}, and dates of yyyy, yy, MM, dd such as {yyMMdd}.',
})

export const numberPatternAmbiguous = defineError({
  code: 'NUMBER_PATTERN_AMBIGUOUS',
  status: 500,
  summary: 'A pattern would give the same number twice.',
  message: (details: { sequence: string; pattern: string; rule: string }) =>
    `number sequence ${shown(details.sequence)} with pattern ${shown(details.pattern)} would give one number twice: ${details.rule}`,
  mend: 'Show in the pattern what the counter resets by, for example {yyMMdd} for a daily one, and put a hyphen between {branch} and {n}.',
})

export const numberPartInvalid = defineError({
  code: 'NUMBER_PART_INVALID',
  status: 400,
  summary: 'A branch or counter value cannot be put into a number.',
  message: (details: { sequence: string; field: string; rule: string; value: unknown }) =>
    `${details.field} of number sequence ${shown(details.sequence)} ${details.rule}, got ${shown(details.value)}`,
  mend: 'Pass the short code of the branch and the counter as a whole number from 1.',
})

export const jsonUnrepresentable = defineError({
  code: 'JSON_UNREPRESENTABLE',
  status: 400,
  summary: 'A value has no one canonical JSON text.',
  message: (details: { path: string; received: string }) =>
    `value at ${details.path} cannot be written as canonical JSON: ${details.received}`,
  mend: 'Use null, booleans, finite numbers, strings, arrays and plain objects; write money, bigints and dates as strings.',
})
