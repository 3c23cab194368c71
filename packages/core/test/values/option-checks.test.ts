import { describe, expect, it } from 'vitest'
import { defineError } from '../../src/values/calotype-error.ts'
import { addressWithoutSecrets, optionChecks } from '../../src/values/option-checks.ts'

const OptionInvalid = defineError<{ option: string; rule: string; value?: string }>({
  code: 'OPTION_INVALID',
  status: 500,
  summary: 'An option cannot be used.',
  message: ({ option, rule, value }) => `${option} ${rule}${value === undefined ? '' : `, got ${value}`}`,
  mend: 'Mend it.',
})
const { callback, onlyKnown, truth, whole } = optionChecks(OptionInvalid)

describe('checks of options', () => {
  it('answer what was given, or the standard', () => {
    expect([whole('size', 3, 10, 1, 9), whole('size', undefined, 10, 1, 9)]).toEqual([3, 10])
    expect([truth('prepare', false, true), truth('prepare', undefined, true)]).toEqual([false, true])
    onlyKnown({ size: 3 }, ['size'], 'url')
    callback('onStatement', undefined)
    callback('onStatement', () => undefined)
  })

  it.each([
    [() => whole('size', 10, 3, 1, 9), 'size must be a whole number from 1 to 9, got 10'],
    [() => whole('size', 1.5, 3, 1, 9), 'size must be a whole number from 1 to 9, got 1.5'],
    [() => whole('size', '3', 3, 1, 9), 'size must be a whole number from 1 to 9, got "3"'],
    [() => truth('prepare', null, true), 'prepare must be true or false, got null'],
    [() => truth('prepare', {}, true), 'prepare must be true or false, got an object'],
    [() => callback('onStatement', 'log'), 'onStatement must be a function, got "log"'],
    [
      () => onlyKnown({ pooSize: 'secret' }, ['poolSize'], 'url'),
      'pooSize is not an option beside url (did you mean poolSize?)',
    ],
    [() => onlyKnown({ password: 'secret' }, ['poolSize'], 'url'), 'password is not an option beside url'],
  ])('name the option and the rule: no. %#', (check, message) => {
    expect(check).toThrow(expect.objectContaining({ code: 'OPTION_INVALID', message }))
  })

  it.each([
    ['postgres://u:p@h/d', 'postgres://…@h/d'],
    ['postgres://u:p/a@ss@h/d', 'postgres://…@h/d'],
    ['u:p@h/d', '…@h/d'],
    ['mysql://h/d?password=p', 'mysql://h/d?…'],
    ['mysql://u:p?q@h/d', 'mysql://…@h/d'],
    ['postgres://h/d', 'postgres://h/d'],
  ])('an address in a message has no secrets: %s', (address, shown) => {
    expect(addressWithoutSecrets(address)).toBe(shown)
  })
})
