import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customerRegistered } from '../../src/customers/index.ts'
import { codeOf, type FrontDesk, openFrontDesk } from './front-desk.ts'

let front: FrontDesk

beforeEach(async () => {
  front = await openFrontDesk()
})

afterEach(() => front.engine.close())

describe('registering a customer', () => {
  it('gives a number, a reading and an age, and says so in an event with the id alone', async () => {
    const heard: unknown[] = []
    front.engine.on(customerRegistered, (event) => heard.push(event.data))
    const customer = await front.desk.customers.register({
      name: ' 单 芳 ',
      phone: '138 0000 0000',
      birthday: '1990-11-23',
      region: { province: '浙江', city: '杭州' },
      tags: ['VIP', 'VIP'],
      custom: { shoeSize: '38' },
    })
    expect(customer).toMatchObject({
      number: 'C000001',
      name: '单 芳',
      pinyin: 'shan fang',
      phone: '138 0000 0000',
      birthdayCalendar: 'solar',
      age: 35,
      region: { province: '浙江', city: '杭州', district: null },
      tags: ['VIP'],
      custom: { shoeSize: '38' },
      household: null,
      version: 1,
    })
    expect(await front.desk.customers.get({ customerId: customer.id })).toEqual(customer)
    expect(heard).toEqual([{ customerId: customer.id }])
  })

  it('takes five statements of its own', async () => {
    await front.desk.customers.register({ name: '王芳', phone: '13800000000' })
    front.taken()
    await front.desk.customers.register({ name: '李雷', phone: '13800000001' })
    const own = front.taken().filter((one) => !/audit|outbox/.test(one))
    expect(own).toEqual([
      'lockKeys',
      'find customers_search_terms',
      'accumulate calotype_sequences',
      'insert customers',
      'insert customers_search_terms',
    ])
  })

  it.each([
    { name: '' },
    { name: 'x'.repeat(101) },
    { name: '王芳', phone: 'ask her' },
    { name: '王芳', birthday: '1990-02-30' },
    { name: '王芳', email: 'nobody' },
    { name: '王芳', nickname: 'Fang' } as { name: string },
    { name: '王芳', tags: Array.from({ length: 51 }, (_, at) => String(at)) },
  ])('refuses %j', async (given) => {
    expect(await codeOf(front.desk.customers.register(given))).toBe('INPUT_INVALID')
    expect((await front.desk.customers.list()).items).toEqual([])
  })

  it('refuses a custom field that nobody declares', async () => {
    expect(await codeOf(front.desk.customers.register({ name: '王芳', custom: { hat: 'L' } }))).toBe(
      'CUSTOM_FIELD_UNKNOWN',
    )
  })

  it('names the customer that has the phone already, however it is written', async () => {
    const first = await front.desk.customers.register({ name: '王芳', morePhones: ['+86 138-0000-0000'] })
    const outcome = await front.desk.customers.register.attempt({ name: '王妈妈', phone: '138 0000 0000' })
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'CUSTOMER_DUPLICATE_PHONE', details: { customerId: first.id, endsIn: '0000' } },
    })
    await front.desk.customers.register({ name: '王妈妈', phone: '138 0000 0000', allowDuplicate: true })
    expect((await front.desk.customers.list()).items).toHaveLength(2)
  })

  it('does not take a reference for a phone', async () => {
    await front.desk.customers.register({ name: '王芳', reference: '13800000000' })
    expect(await codeOf(front.desk.customers.register({ name: '李雷', phone: '13800000000' }))).toBe('none')
    expect(await codeOf(front.desk.customers.register({ name: '韩梅', reference: '13800000000' }))).toBe(
      'CUSTOMER_REFERENCE_TAKEN',
    )
  })

  it('registers a phone once in ten registrations at the same moment', async () => {
    const codes = await Promise.all(
      Array.from({ length: 10 }, () => codeOf(front.desk.customers.register({ name: '王芳', phone: '13800000000' }))),
    )
    expect(codes.filter((code) => code === 'none')).toHaveLength(1)
    expect(codes.filter((code) => code === 'CUSTOMER_DUPLICATE_PHONE')).toHaveLength(9)
  })

  it('registers a reference once in five registrations at the same moment', async () => {
    const codes = await Promise.all(
      Array.from({ length: 5 }, () => codeOf(front.desk.customers.register({ name: '王芳', reference: 'old-1' }))),
    )
    expect(codes.sort()).toEqual([...Array.from({ length: 4 }, () => 'CUSTOMER_REFERENCE_TAKEN'), 'none'])
  })

  it('happens once for one idempotency key', async () => {
    const given = { name: '王芳', phone: '13800000000', idempotencyKey: 'counter-1' }
    const [first, again] = [await front.desk.customers.register(given), await front.desk.customers.register(given)]
    expect(again).toEqual(first)
    expect((await front.desk.customers.list()).items).toHaveLength(1)
  })

  it('needs the permission', async () => {
    const photographer = front.deskOf({ actor: { id: 'kai', roles: ['photographer'] } })
    expect(await codeOf(photographer.customers.register({ name: '王芳' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(photographer.customers.find({ text: '王' }))).toBe('none')
    const cashier = front.deskOf({ actor: { id: 'li-na', roles: ['cashier'] } })
    expect(await codeOf(cashier.customers.register({ name: '王芳' }))).toBe('none')
  })

  it('shows nothing of it to another studio', async () => {
    const customer = await front.desk.customers.register({ name: '王芳', phone: '13800000000' })
    const tulip = front.deskOf({ tenant: 'tulip' })
    expect(await codeOf(tulip.customers.get({ customerId: customer.id }))).toBe('CUSTOMER_UNKNOWN')
    expect(await codeOf(tulip.customers.update({ customerId: customer.id, name: '李雷' }))).toBe('CUSTOMER_UNKNOWN')
    expect((await tulip.customers.find({ text: '王芳' })).items).toEqual([])
    expect((await tulip.customers.register({ name: '王芳', phone: '13800000000' })).number).toBe('C000001')
  })
})

describe('changing a customer', () => {
  it('moves what finds the customer along', async () => {
    const { id } = await front.desk.customers.register({ name: '王芳', phone: '13800000000', tags: ['vip'] })
    const changed = await front.desk.customers.update({
      customerId: id,
      expectedVersion: 1,
      name: '曾丽',
      phone: null,
      tags: ['gold'],
    })
    expect(changed).toMatchObject({ name: '曾丽', pinyin: 'zeng li', phone: null, tags: ['gold'], version: 2 })
    const found = async (text: string) => (await front.desk.customers.find({ text })).items.length
    expect([await found('wangfang'), await found('1380'), await found('zengli'), await found('cengli')]).toEqual([
      0, 0, 1, 1,
    ])
    expect((await front.desk.customers.find({ tag: 'GOLD' })).items).toHaveLength(1)
    expect((await front.desk.customers.find({ tag: 'vip' })).items).toHaveLength(0)
  })

  it('takes a reading by hand, and goes back to that of the dictionary', async () => {
    const { id } = await front.desk.customers.register({ name: '朝乐', pinyin: 'zhao yue' })
    expect((await front.desk.customers.get({ customerId: id })).pinyin).toBe('zhao yue')
    expect((await front.desk.customers.update({ customerId: id, pinyin: null })).pinyin).toBe('chao le')
  })

  it('keeps the calendar of a birthday that is put right, and forgets it with the birthday', async () => {
    const { id } = await front.desk.customers.register({
      name: '王芳',
      birthday: '1990-05-01',
      birthdayCalendar: 'lunar',
    })
    expect((await front.desk.customers.update({ customerId: id, birthday: '1990-05-02' })).birthdayCalendar).toBe(
      'lunar',
    )
    expect((await front.desk.customers.update({ customerId: id, birthday: null })).birthdayCalendar).toBeNull()
  })

  it('is refused for a version that no longer stands; without a version it goes onto what stands', async () => {
    const { id } = await front.desk.customers.register({ name: '王芳' })
    await front.desk.customers.update({ customerId: id, notes: 'prefers mornings' })
    expect(await codeOf(front.desk.customers.update({ customerId: id, expectedVersion: 1, notes: 'evenings' }))).toBe(
      'CUSTOMER_CHANGED',
    )
    expect((await front.desk.customers.update({ customerId: id, source: 'friend' })).notes).toBe('prefers mornings')
  })

  it('lets one of many at the same moment win where each names the version', async () => {
    const { id } = await front.desk.customers.register({ name: '王芳' })
    const codes = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        codeOf(front.desk.customers.update({ customerId: id, expectedVersion: 1, notes: `note ${at}` })),
      ),
    )
    expect(codes.sort()).toEqual([...Array.from({ length: 7 }, () => 'CUSTOMER_CHANGED'), 'none'])
  })

  it('takes six statements of its own where the phone changes, and two for a note', async () => {
    const { id } = await front.desk.customers.register({ name: '王芳', phone: '13800000000' })
    const own = () => front.taken().filter((one) => !/audit|outbox/.test(one))
    own()
    await front.desk.customers.update({ customerId: id, phone: '13900000000' })
    expect(own()).toEqual([
      'findForUpdate customers',
      'lockKeys',
      'find customers_search_terms',
      'update customers',
      'delete customers_search_terms',
      'insert customers_search_terms',
    ])
    await front.desk.customers.update({ customerId: id, notes: 'prefers mornings' })
    expect(own()).toEqual(['findForUpdate customers', 'update customers'])
  })

  it('writes nothing where nothing changes', async () => {
    const { id } = await front.desk.customers.register({ name: '王芳', phone: '13800000000' })
    expect((await front.desk.customers.update({ customerId: id, name: '王芳', phone: '13800000000' })).version).toBe(1)
  })

  it('refuses the phone of another customer', async () => {
    await front.desk.customers.register({ name: '王芳', phone: '13800000000' })
    const { id } = await front.desk.customers.register({ name: '李雷', phone: '13800000001' })
    expect(await codeOf(front.desk.customers.update({ customerId: id, phone: '+8613800000000' }))).toBe(
      'CUSTOMER_DUPLICATE_PHONE',
    )
    expect(await codeOf(front.desk.customers.update({ customerId: id, phone: '138 0000 0001' }))).toBe('none')
  })
})

describe('a customer who is erased', () => {
  it('leaves a row without a person, and is found no more', async () => {
    const { id } = await front.desk.customers.register({ name: '王芳', phone: '13800000000', reference: 'old-1' })
    await front.desk.customers.createHousehold({ address: '西湖路 1', members: [{ customerId: id, role: 'partner' }] })
    await front.desk.people.erase({ kind: 'customer', id, reason: 'asked for it' })
    expect(await front.desk.customers.get({ customerId: id })).toMatchObject({
      name: '',
      phone: null,
      reference: null,
      pinyin: '',
    })
    for (const text of ['王芳', 'wf', '1380000', 'old']) {
      expect((await front.desk.customers.find({ text })).items).toEqual([])
    }
    const contents = JSON.stringify(await front.desk.people.export({ kind: 'customer', id }))
    expect(contents).not.toMatch(/王芳|13800000000|西湖/)
  })
})
