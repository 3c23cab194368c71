/** Customers for benches, spread over names, phones and days as people are, and the operation that registers many of them. */
import { definePlugin, insertCustomers, operation } from '@calotype/core'
import { z } from 'zod'

const families = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红玲建国文辉'

/** The same person for the same place. */
export function personAt(place: number) {
  const pick = (letters: string, by: number) => letters[Math.floor(place / by) % letters.length] ?? ''
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    name: pick(families, 1) + pick(given, 7) + pick(given, 211),
    phone: phoneAt(place),
    birthday: `${1960 + (place % 60)}-${two(1 + (Math.floor(place / 60) % 12))}-${two(1 + (Math.floor(place / 720) % 28))}`,
    birthdayCalendar: place % 4 === 0 ? ('lunar' as const) : ('solar' as const),
  }
}

/** A prime step, so that neighbours have phones that are far apart. */
export const phoneAt = (place: number): string => `13${String((place * 700_001) % 1_000_000_000).padStart(9, '0')}`

const register = operation({
  name: 'crowd.register',
  summary: 'Registers customers, the first of them with this place among all.',
  kind: 'command',
  input: z.strictObject({ from: z.int(), count: z.int() }),
  output: z.null(),
  async run(context, { from, count }) {
    await insertCustomers(
      context,
      Array.from({ length: count }, (_, at) => personAt(from + at)),
    )
    return null
  },
})

export const crowd = definePlugin({
  name: 'crowd',
  version: '1.0.0',
  requires: { customers: '*' },
  operations: { register },
})
