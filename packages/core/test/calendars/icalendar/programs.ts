/** Lets khal, calcurse and python3-icalendar read a calendar, and says what they make of it. Told loudly where one is missing. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An event as a program read it, by the clocks of New York; whole days end with the day after the last. */
export interface ReadEvent {
  readonly summary: string
  readonly from: string
  readonly to: string
  readonly status: string
  /** Minutes before, of each alarm; NaN where the program says only that there is one. */
  readonly alarms: readonly number[]
}

export type Program = 'khal' | 'calcurse' | 'icalendar'

const python = '/usr/bin/python3'
const versions: Record<Program, readonly [string, ...string[]]> = {
  khal: ['khal', '--version'],
  calcurse: ['calcurse', '--version'],
  icalendar: [python, '-c', 'import icalendar, pytz'],
}

export const programs: readonly Program[] = ['khal', 'calcurse', 'icalendar']

const absent = programs.filter((program) => {
  const [command, ...given] = versions[program]
  try {
    execFileSync(command, given, { stdio: 'ignore' })
    return false
  } catch {
    return true
  }
})

if (absent.length > 0) {
  process.stderr.write(
    `\n!!!! ${absent.join(', ')} not installed: how they read calendars is NOT TESTED. !!!!\n` +
      '!!!! Debian, Ubuntu: apt-get install khal calcurse python3-icalendar. CALOTYPE_REQUIRE_CALENDARS=all makes it a failure. !!!!\n',
  )
}

/** Whether tests of this program are left out. Where programs are required none is, and the test then fails by itself. */
export const leftOut = (program: Program): boolean =>
  process.env.CALOTYPE_REQUIRE_CALENDARS !== 'all' && absent.includes(program)

/** The events of the year 2026 that a program finds in a calendar, in order of their beginnings. */
export async function readBy(program: Program, calendar: Uint8Array): Promise<ReadEvent[]> {
  const folder = await mkdtemp(join(tmpdir(), 'calotype-calendars-'))
  try {
    const file = join(folder, 'studio.ics')
    await writeFile(file, calendar)
    const events = await readers[program](folder, file)
    return events.sort((one, other) => (`${one.from} ${one.summary}` < `${other.from} ${other.summary}` ? -1 : 1))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const readers: Record<Program, (folder: string, file: string) => Promise<ReadEvent[]>> = {
  async khal(folder, file) {
    await mkdir(join(folder, 'events'))
    const times = ['timeformat = %H:%M', 'dateformat = %Y-%m-%d', 'longdateformat = %Y-%m-%d']
    const both = ['datetimeformat = %Y-%m-%d %H:%M', 'longdatetimeformat = %Y-%m-%d %H:%M']
    const zones = ['local_timezone = America/New_York', 'default_timezone = America/New_York']
    const settings = [
      ...['[calendars]', '[[studio]]', `path = ${join(folder, 'events')}`, '[default]', 'default_calendar = studio'],
      ...['[sqlite]', `path = ${join(folder, 'khal.db')}`, '[locale]', ...times, ...both, ...zones, ''],
    ]
    const config = join(folder, 'khal.conf')
    await writeFile(config, settings.join('\n'))
    await said(folder, 'khal', ['-c', config, 'import', '--batch', '-a', 'studio', file])
    const format = '{title}\t{start-long}\t{end-long}\t{status}\t{alarm-symbol}'
    const asked = ['--once', '--day-format', '', '--format', format, '2026-01-01', '2027-01-01']
    const listed = await said(folder, 'khal', ['-c', config, 'list', ...asked])
    return rowsOf(listed).map(([summary = '', from = '', to = '', status = '', alarm = '']) => {
      // A whole day is told with its last day.
      return {
        summary,
        from,
        to: to.length === 10 ? dayAfter(to) : to,
        status: status.trim(),
        alarms: alarm.trim() === '' ? [] : [Number.NaN],
      }
    })
  },
  async calcurse(folder, file) {
    const data = join(folder, 'calcurse')
    await said(folder, 'calcurse', ['-q', '-D', data, '-i', file])
    // What it keeps: `03/07/2026 @ 23:00 -> 03/08/2026 @ 04:00>note |summary`, with `!` for an alarm, and
    // `12/01/2026 [1] {1D -> 12/03/2026} >note summary` for whole days until the last.
    const timed = /^(\S+) @ (\S+) -> (\S+) @ ([\d:]+)(?:>\w+ )?([|!])(.*)$/
    const whole = /^(\S+) \[1\] (?:\{1D -> (\S+)\} )?(?:>\w+ )?(.*)$/
    const iso = (date = '') => date.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2')
    const kept = (await readFile(join(data, 'apts'), 'utf8')).trimEnd().split('\n')
    return kept.map((line) => {
      const [, day, from, lastDay, to, bell, summary = ''] = timed.exec(line) ?? []
      if (day !== undefined) {
        const alarms = bell === '!' ? [Number.NaN] : []
        return { summary: summary.trim(), from: `${iso(day)} ${from}`, to: `${iso(lastDay)} ${to}`, status: '', alarms }
      }
      const [, first, last, name = ''] = whole.exec(line) ?? []
      return { summary: name, from: iso(first), to: dayAfter(iso(last ?? first)), status: '', alarms: [] }
    })
  },
  async icalendar(folder, file) {
    const script = `
import datetime, icalendar, json, pytz, sys
york = pytz.timezone('America/New_York')
def told(value):
    if isinstance(value, datetime.datetime): return value.astimezone(york).strftime('%Y-%m-%d %H:%M')
    return value.isoformat()
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
# The zones as the file describes them, not as the machine knows them.
zones = {zone['TZID']: zone.to_tz() for zone in calendar.walk('VTIMEZONE')}
def moment(event, name):
    value = event[name]
    zone = zones.get(value.params.get('TZID'))
    if zone is None: return told(value.dt)
    return told(zone.localize(value.dt.replace(tzinfo=None)))
print(json.dumps([{
    'summary': str(event['SUMMARY']),
    'from': moment(event, 'DTSTART'),
    'to': moment(event, 'DTEND'),
    'status': str(event['STATUS']),
    'alarms': [-alarm['TRIGGER'].dt.total_seconds() / 60 for alarm in event.walk('VALARM')],
} for event in calendar.walk('VEVENT')]))
`
    return JSON.parse(await said(folder, python, ['-c', script, file])) as ReadEvent[]
  },
}

const rowsOf = (listed: string): string[][] =>
  listed
    .split('\n')
    .filter((row) => row.includes('\t'))
    .map((row) => row.split('\t'))

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

function said(folder: string, command: string, given: readonly string[]): Promise<string> {
  const env = { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8', TZ: 'America/New_York' }
  return new Promise((resolve, reject) => {
    execFile(command, given, { env, maxBuffer: 2 ** 26 }, (error, written, complaints) => {
      if (error !== null) reject(new Error(`${command}: ${error.message} ${complaints}`))
      else resolve(written)
    })
  })
}
