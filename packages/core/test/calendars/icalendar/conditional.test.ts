import { describe, expect, it } from 'vitest'
import { conditional, etagOf, httpDate } from '../../../src/calendars/icalendar/conditional.ts'
import { writeCalendar } from '../../../src/calendars/icalendar/write-calendar.ts'

const lastModified = '2026-03-08T07:00:00.900Z'
const calendar = (summary: string) =>
  writeCalendar({
    name: '影楼',
    productId: '-//Calotype//Calendars//EN',
    events: [
      { uid: 'a', sequence: 1, lastModified, summary, time: { kind: 'days', from: '2026-03-08', until: '2026-03-09' } },
    ],
  })
const etag = etagOf(calendar('拍摄'))
const current = { etag, lastModified }

describe('a feed that is asked for again', () => {
  it('has the same tag as long as nothing changed, and another after', () => {
    expect(etagOf(calendar('拍摄'))).toBe(etag)
    expect(etagOf(calendar('拍摄 2'))).not.toBe(etag)
    expect(etag).toMatch(/^"[\w-]{43}"$/)
    expect(httpDate(lastModified)).toBe('Sun, 08 Mar 2026 07:00:00 GMT')
  })

  it('is not sent to who has it, by the tag', () => {
    for (const tags of [etag, `W/${etag}`, '*', ` "x", W/${etag} ,"y"`]) {
      expect([tags, conditional({ 'if-none-match': tags }, current)]).toEqual([tags, 304])
    }
    for (const tags of ['"x"', '"x", W/"y"', '', etag.replaceAll('"', '')]) {
      expect([tags, conditional({ 'If-None-Match': tags }, current)]).toEqual([tags, 200])
    }
    expect(conditional({ 'If-None-Match': ['"x"', etag] }, current)).toBe(304)
  })

  it('is not sent to who has it, by the date, where no tag is given', () => {
    for (const since of [
      'Sun, 08 Mar 2026 07:00:00 GMT',
      'Mon, 09 Mar 2026 00:00:00 GMT',
      'Sunday, 08-Mar-26 07:00:00 GMT',
      'Sun Mar  8 07:00:00 2026',
    ]) {
      expect([since, conditional({ 'if-modified-since': since }, current)]).toEqual([since, 304])
    }
    for (const since of ['Sun, 08 Mar 2026 06:59:59 GMT', 'Sunday, 08-Mar-94 07:00:00 GMT', 'yesterday', '']) {
      expect([since, conditional({ 'if-modified-since': since }, current)]).toEqual([since, 200])
    }
  })

  it('goes by the tag where both are given', () => {
    const since = 'Mon, 09 Mar 2026 00:00:00 GMT'
    expect(conditional({ 'if-none-match': '"x"', 'if-modified-since': since }, current)).toBe(200)
    expect(conditional({ 'if-none-match': etag, 'if-modified-since': 'Sat, 07 Mar 2026 00:00:00 GMT' }, current)).toBe(
      304,
    )
    expect(conditional({}, current)).toBe(200)
  })
})
