/** Contracts as people read them. */
import { describe, expect, it } from 'vitest'
import { agreed, onPaper, readyStudio } from './studio.ts'

/** Signs of Chinese writing, its brackets and punctuation included. */
const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

async function rendered(options: { customer?: string; sign?: boolean } = {}) {
  const studio = await readyStudio()
  const { desk } = studio
  const customer = await desk.customers.register({ name: options.customer ?? '王芳', phone: '13800001234' })
  const order = await desk.orders.place({
    customerId: customer.id,
    lines: [
      { item: 'wedding', discount: '99.00' },
      { item: 'frame', quantity: 2 },
    ],
    dueDate: '2027-02-01',
    payment: { legs: [{ method: 'wechat', amount: '900.00' }], purpose: 'earnest' },
  })
  const { id: contractId } = await desk.contracts.draw({ orderId: order.id })
  if (options.sign === true) await desk.contracts.sign({ contractId, ...onPaper })
  const render = async (format: 'text' | 'html', language?: 'zh' | 'en') =>
    (await desk.contracts.render({ contractId, format, ...(language === undefined ? {} : { language }) })).rendered
  return { ...studio, order, contractId, render }
}

describe('a contract as text', () => {
  it('says everything in Chinese', async () => {
    const { render, order } = await rendered({ sign: true })
    const text = await render('text')
    for (const part of [
      '摄影服务合同\n',
      `合同编号 HTmain-2026-0001 · 订单 ${order.number} · 签订日期 2026-11-22`,
      '甲方（客户）：王芳，电话 13800001234',
      '乙方（影楼）：玫瑰影楼，地址 人民路 1 号',
      '  1 | 婚纱经典套系 | 1 | 4999.00 | 99.00 | 4900.00',
      '  2 | 相框 | 2 | 180.00 | 0.00 | 360.00',
      '   | 合计 |  |  | 99.00 | 5260.00',
      '  1 | 婚纱经典套系 | 精修照片 × 40',
      '  1 | 婚纱经典套系 | 底片（未精修原片） × 全部',
      '  1 | 婚纱经典套系 | 产品 12 寸相册 (leather) × 1',
      '  1 | 婚纱经典套系 | 约定 首席摄影师',
      '合同总价为 CNY 5260.00，其中已减优惠 CNY 99.00。',
      '即 CNY 1052.00',
      '收款（定金） | 900.00',
      '  2027-02-01 | 4360.00',
      '约定的取件日期为 未约定。',
      '甲方取消订单的，尚未交付部分的定金（以合同总价的 20% 为限）不予退还；其余已付款项全部退还。',
      '依据: 《中华人民共和国民法典》第五百八十六条、第五百八十七条',
      '客户: 王芳 · 2026-11-22 10:00 (Asia/Shanghai) · 纸面签名',
      '乙方（影楼）  签名：',
      '肖像使用同意书',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('{{')
  })

  it('leaves open what is not known of a party', async () => {
    const studio = await readyStudio()
    const { desk } = studio
    await desk.settings.change({ plugin: 'contracts', set: { studio: { name: '玫瑰影楼', phone: '020-88888888' } } })
    const { id: customerId } = await desk.customers.register({ name: '王芳' })
    const { id: orderId } = await desk.orders.place({ customerId, lines: [{ item: 'frame' }] })
    const { id: contractId } = await desk.contracts.draw({ orderId })
    const { rendered: text } = await desk.contracts.render({ contractId, format: 'text' })
    expect(text).toContain('甲方（客户）：王芳，电话 ____________\n')
    expect(text).toContain('地址 ____________，电话 020-88888888，统一社会信用代码 ____________\n')
    expect(text).toContain('约定的取件日期为 未约定。')
  })

  it('in another language says which one binds', async () => {
    const { render } = await rendered()
    const text = await render('text', 'en')
    expect(text).toContain('!! Translation; the Chinese text is binding.')
    expect(text).toContain('  1 | 婚纱经典套系 | Promised The chief photographer')
    expect(text).toContain('Make-up looks × 3')
    expect(text).toContain(
      'of the earnest money for what is not delivered yet (up to 20 % of the total) nothing is returned',
    )
    expect(text).not.toMatch(/\{\{|undefined|null/)
  })

  it('speaks English throughout where the studio has names in English', async () => {
    const { desk } = await readyStudio()
    await desk.settings.change({
      plugin: 'contracts',
      set: { studio: { name: 'Rose Studio', address: '1 Peony Road' } },
    })
    const { catalog } = desk
    await catalog.changeItem({ item: 'wedding', nameEn: 'Classic wedding' })
    const variants = [{ code: 'leather', name: '皮面', nameEn: 'Leather', price: '600.00' }]
    await catalog.changeItem({ item: 'album-12', variants })
    const choices = [{ code: 'matt', name: '哑光', nameEn: 'Matt', price: '20' }]
    const options = [{ code: 'glass', name: '玻璃', nameEn: 'Glass', choose: 'one' as const, choices }]
    await catalog.changeItem({ item: 'frame', nameEn: 'Frame', options })
    const components = [{ item: 'album-12', variant: 'leather' }, { item: 'frame' }]
    await catalog.addItem({ code: 'set', kind: 'bundle', name: '套装', nameEn: 'Home set', price: '700', components })
    const { id: customerId } = await desk.customers.register({ name: 'Ann', phone: '13800001234' })
    const order = await desk.orders.place({
      customerId,
      lines: [
        { item: 'wedding', discount: '99' },
        { item: 'frame', options: { glass: 'matt' }, unitPrice: '150' },
        { item: 'set' },
      ],
      dueDate: '2027-02-01',
      payment: { legs: [{ method: 'wechat', amount: '900.00' }], purpose: 'earnest' },
    })
    const orderId = order.id
    const parties: Parameters<typeof desk.contracts.draw>[0]['parties'] = [
      { role: 'partner', name: 'Bob' },
      { role: 'guardian', name: 'Eve' },
    ]
    const first = await desk.contracts.draw({ orderId, language: 'en', parties })
    await desk.contracts.sign({ contractId: first.id, ...onPaper, signer: 'Ann' })
    await desk.contracts.countersign({ contractId: first.id })
    await desk.orders.changeLine({ orderId, lineId: order.lines[0]?.id ?? '', quantity: 2 })
    await desk.orders.addLine({ orderId, line: { item: 'album-12', variant: 'leather' } })
    const last = await desk.contracts.draw({ orderId, language: 'en', parties })
    for (const { id: contractId } of [first, last]) {
      for (const format of ['text', 'html'] as const) {
        const { rendered: paper } = await desk.contracts.render({ contractId, format })
        expect(paper.split('\n').filter((line) => chinese.test(line))).toEqual([])
      }
    }
    const { rendered: text } = await desk.contracts.render({ contractId: last.id, format: 'text' })
    for (const part of [
      'Customer: Ann, Bob (Partner), Eve (Guardian)',
      '  2 | Frame (Glass: Matt) | 1 | 150.00',
      '  3 | 12 inch album · Leather (leather; Home set) | 1',
      '  3 | Share of bundle Home set |',
      '  1 | Classic wedding | Make-up looks × 6',
      '  line 5 was added: 12 inch album · Leather, CNY 600.00',
      'Source: Civil Code of the PRC, article 543',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('says that the order was changed since, and that a later one took its place', async () => {
    const { desk, engine, order, contractId, render } = await rendered()
    await desk.orders.addLine({ orderId: order.id, line: { item: 'frame' } })
    await engine.settle()
    expect(await render('text')).toContain('!! 订单在本合同之后有变更')
    await desk.contracts.draw({ orderId: order.id })
    const { rendered: old } = await desk.contracts.render({ contractId, format: 'text' })
    expect(old).toContain('!! 本合同已被后续合同取代')
  })
})

describe('a contract as HTML', () => {
  it('is one page that needs nothing beside it, for A4', async () => {
    const { render } = await rendered()
    const html = await render('html')
    expect(html).toMatch(/^<!doctype html><html lang="zh-CN">/)
    expect(html).toContain('@page{size:A4')
    expect(html).not.toMatch(/<script|<link|<img|src=|href=|url\(/)
    expect(html).toContain('<td class="figure">5260.00</td>')
    expect(html).toContain('<strong>定金的数额不得超过合同总价的百分之二十')
  })

  it('escapes whatever a person wrote, and keeps out what turns the direction of writing', async () => {
    const { render, desk } = await rendered({ customer: '<img src=x onerror=alert(1)>"&\'\u202egnaw' })
    await desk.contracts.list({})
    const html = await render('html')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;&#39; gnaw')
    expect(html).not.toContain('<img')
    expect(html).not.toContain('\u202e')
    expect(await render('text')).not.toContain('\u202e')
  })
})

describe('a contract of the plainest order', () => {
  it('leaves out the tables that hold nothing', async () => {
    const { desk } = await readyStudio()
    const { customer } = await agreed(desk)
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'frame' }] })
    const { id: contractId } = await desk.contracts.draw({ orderId: order.id })
    const { rendered: text } = await desk.contracts.render({ contractId, format: 'text' })
    expect(text).not.toContain('收据 |')
    expect(text).toContain('  取件前 | 180.00')
  })
})
