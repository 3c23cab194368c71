import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPhone, phoneDigits } from '../../src/customers/phone.ts'

describe('phone numbers', () => {
  it.each([
    ['138 0000 0000', '13800000000'],
    ['+8613800000000', '13800000000'],
    ['+86 138-0000-0000', '13800000000'],
    ['008613800000000', '13800000000'],
    ['8613800000000', '13800000000'],
    ['+1 (415) 555-0100', '14155550100'],
    ['0571-8888 6666', '057188886666'],
    ['+86 571 8888 6666', '57188886666'],
  ])('%s is compared as %s', (written, digits) => {
    expect(phoneDigits(written)).toBe(digits)
  })

  it('keep their digits however they are spaced', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), fc.nat(9), (phone, at) => {
        expect(phoneDigits(`${phone.slice(0, at)} ${phone.slice(at)}`)).toBe(phone)
        expect(phoneDigits(`+86${phone}`)).toBe(phone)
        expect(isPhone(phone)).toBe(true)
      }),
    )
  })

  it.each(['', '1234', 'ask her mother', '138000000001380000000013800000000', '138;0000'])('are not %j', (text) => {
    expect(isPhone(text)).toBe(false)
  })
})
