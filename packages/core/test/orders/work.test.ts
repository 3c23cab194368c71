import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workShares } from '../../src/orders/work-shares.ts'
import { meanOf } from '../../src/orders/mean.ts'
import { Quantity } from '../../src/values/quantity.ts'
import { walking } from './walking.ts'

const day = { from: '2026-11-22', to: '2026-11-22' }

describe('the work of a stage', () => {
  it('is recorded for all who did it, in parts that come to the whole', async () => {
    const { desk, shoot, bring } = await walking()
    const { order, reference, lines } = await shoot()
    await bring(lines, 'styled')
    await desk.orders.moveStage({
      lines,
      from: 'styled',
      work: [
        { staffId: 'mo', role: 'photographer', weight: '66.67', quantity: '320', minutes: 240, quality: '4.5' },
        { staffId: 'ya', role: 'assistant', weight: '33.33', minutes: 240, quality: '4' },
      ],
    })
    const { items } = await desk.orders.work({ ...day, department: 'photography' })
    expect(items).toMatchObject([
      {
        orderId: order.id,
        lineId: reference.lineId,
        stage: 'shot',
        department: 'photography',
        staffId: 'mo',
        role: 'photographer',
        weight: '66.67',
        quantity: '320',
        minutes: 240,
        quality: '4.5',
        workDate: '2026-11-22',
        actor: 'the-owner',
        reversesId: null,
      },
      { staffId: 'ya', quantity: '1' },
    ])
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.at(-1)?.work.map(({ staffId }) => staffId)).toEqual(['mo', 'ya'])
  })

  it('is that of who was to do it, or else of who moves the line', async () => {
    const { desk, as, shoot, bring } = await walking()
    const { lines } = await shoot()
    await bring(lines, 'styled')
    await desk.orders.assign({ lines, assigneeId: 'mo' })
    await as('photographer').orders.moveStage({ lines, from: 'styled' })
    await as('retoucher').orders.moveStage({ lines, from: 'shot', checks: { copiedTwice: true } })
    const people = (await desk.orders.work(day)).items.map(({ stage, staffId }) => [stage, staffId])
    expect(people).toEqual([
      ['styled', 'the-owner'],
      ['shot', 'mo'],
      ['ingested', 'the-retoucher'],
    ])
  })

  it('that was done before a line was sent back stays done, where what was done again is taken back', async () => {
    const { desk, shoot, bring } = await walking()
    const { lines } = await shoot()
    await bring(lines, 'retouching')
    const check = (staffId: string) =>
      desk.orders.moveStage({
        lines,
        from: 'retouching',
        checks: { imagesComplete: true },
        work: [{ staffId }],
      })
    await check('ann')
    const again = { lines, from: 'retouchChecked', cause: 'quality', payer: 'studio', reason: '肤色' } as const
    await desk.orders.startRework(again)
    await check('bob')
    await desk.orders.moveStage({ lines, from: 'retouchChecked', to: 'retouching', reason: 'Too early' })
    const { rows } = await desk.orders.workload({ ...day, department: 'postProduction' })
    const checked = rows.filter(({ stage }) => stage === 'retouchChecked')
    expect(checked.map(({ staffId, records }) => [staffId, records])).toEqual([['ann', 1]])
  })

  it('comes to a workload by department and person', async () => {
    const { desk, shoot, bring } = await walking()
    for (const [quantity, quality] of [
      ['300', '4'],
      ['200', '5'],
      ['100', undefined],
    ] as const) {
      const { lines } = await shoot()
      await bring(lines, 'styled')
      const work = [
        { staffId: 'mo', weight: '60', quantity, minutes: 90, ...(quality && { quality }) },
        { staffId: 'ya', weight: '40', minutes: 30 },
      ]
      await desk.orders.moveStage({ lines, from: 'styled', work })
    }
    const load = await desk.orders.workload({ ...day, department: 'photography' })
    expect(load).toMatchObject({
      rows: [
        { staffId: 'mo', stage: 'shot', records: 3, stages: '1.8', quantity: '600', minutes: 270, quality: '4.5' },
        { staffId: 'ya', stage: 'shot', records: 3, stages: '1.2', quantity: '3', minutes: 90, quality: null },
      ],
      departments: [
        {
          department: 'photography',
          people: 2,
          records: 6,
          stages: '3',
          quantity: '603',
          minutes: 360,
          quality: '4.5',
        },
      ],
    })
    expect((await desk.orders.workload({ ...day, staffId: 'ya' })).rows).toHaveLength(1)
    expect((await desk.orders.workload({ from: '2026-11-23', to: '2026-11-30' })).rows).toEqual([])
  })

  it('is corrected by taking it back and recording it anew', async () => {
    const { desk, as, clock, shoot, bring } = await walking()
    const { reference, lines } = await shoot()
    await bring(lines, 'styled')
    await desk.orders.moveStage({ lines, from: 'styled', work: [{ staffId: 'mo', quantity: '300', quality: '4' }] })
    clock.at = '2026-11-23T02:00:00.000Z'
    const [wrong] = (await desk.orders.work({ ...day, staffId: 'mo' })).items
    const workIds = [wrong?.id ?? '']
    const byPhotographer = as('photographer').orders.reverseWork({ workIds, reason: 'x' })
    await expect(byPhotographer).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const { items } = await desk.orders.reverseWork({ workIds, reason: 'It was ya' })
    expect(items).toMatchObject([{ reversesId: wrong?.id, quantity: '-300', weight: '-100', workDate: '2026-11-23' }])
    await desk.orders.recordWork({ ...reference, stage: 'shot', work: [{ staffId: 'ya', quantity: '300' }] })
    const load = async (from: string, to: string) =>
      (await desk.orders.workload({ from, to, department: 'photography' })).rows.map(
        ({ staffId, records, quantity, quality }) => [staffId, records, quantity, quality],
      )
    expect(await load('2026-11-22', '2026-11-23')).toEqual([['ya', 1, '300', null]])
    // A month that was paid already keeps what it was; the correction falls on its own day.
    expect(await load('2026-11-22', '2026-11-22')).toEqual([['mo', 1, '300', '4']])
    expect(await load('2026-11-23', '2026-11-23')).toEqual([
      ['mo', -1, '-300', null],
      ['ya', 1, '300', null],
    ])
    const again = { code: 'WORK_REVERSED' }
    await expect(desk.orders.reverseWork({ workIds, reason: 'x' })).rejects.toMatchObject(again)
    const ofReversal = desk.orders.reverseWork({ workIds: items.map(({ id }) => id), reason: 'x' })
    await expect(ofReversal).rejects.toMatchObject(again)
    const unknown = desk.orders.reverseWork({ workIds: ['none', ...workIds], reason: 'x' })
    await expect(unknown).rejects.toMatchObject({ code: 'WORK_UNKNOWN', message: 'There is no record of work "none".' })
  })

  it('is recorded for stages that were reached only', async () => {
    const { desk, shoot, bring } = await walking()
    const { reference, lines } = await shoot()
    await bring(lines, 'styled')
    const record = (stage: string) => desk.orders.recordWork({ ...reference, stage, work: [{ staffId: 'mo' }] })
    await expect(record('shot')).rejects.toMatchObject({
      code: 'STAGE_UNREACHED',
      message: 'Line 1 of order main-261122-0001 has not reached stage shot.',
    })
    await expect(record('printed')).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
    expect((await record('scheduled')).items).toMatchObject([{ department: 'reception' }])
  })
})

describe('parts of the work', () => {
  it('of any number of people come to exactly 100 per cent, or are refused', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2, maxLength: 8 })
    const text = (weight: number): string => Quantity.of(weight).times(Quantity.of('0.0001')).toString()
    fc.assert(
      fc.property(weights, (given) => {
        const people = given.map((weight, at) => ({
          staffId: `p${at}`,
          weight: text(weight),
          quantity: '1',
          minutes: 0,
        }))
        const sum = given.reduce((total, weight) => total + weight, 0)
        if (sum !== 1_000_000)
          expect(() => workShares(people)).toThrow(expect.objectContaining({ code: 'WORK_INVALID' }))
        const rest = 1_000_000 - (sum - (given[0] ?? 0))
        fc.pre(rest >= 0)
        const whole = workShares(people.map((one, at) => (at === 0 ? { ...one, weight: text(rest) } : one)))
        const total = whole.reduce((added, { weight }) => added.plus(Quantity.of(weight)), Quantity.zero)
        expect(total.toString()).toBe('100')
      }),
    )
  })

  it.each([
    ['13', 3, '4.33'],
    ['14', 3, '4.67'],
    ['9.01', 2, '4.51'],
    ['0', 1, '0'],
    ['0', 0, null],
    ['-4', -1, null],
  ])('with a quality of %s over %i have a mean of %s', (sum, count, mean) => {
    expect(meanOf(Quantity.of(sum), count)).toBe(mean)
  })
})
