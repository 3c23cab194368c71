import { expect, it } from 'vitest'
import { type StoreLine, summarise } from '../stores-summary.mjs'

const ran = (store: string, version: string | undefined, how: string | undefined, failed = 0): StoreLine => ({
  store,
  ...(version === undefined ? {} : { version }),
  ...(how === undefined ? {} : { how }),
  passed: 100,
  failed,
})

const memory = ran('memory', undefined, undefined)
const sqlite = [ran('SQLite', '3.53.4', 'node:sqlite'), ran('SQLite', '3.54.1', 'better-sqlite3')]
const postgres = ran('PostgreSQL', '18.4', 'embedded')
const mariadb = ran('MariaDB', '10.11.19', 'started for this run')

it('a run on every store names each and warns of nothing', () => {
  const { stores, missing, warning } = summarise([mariadb, ...sqlite, memory, postgres])
  expect(stores).toBe(
    'Stores: memory, SQLite 3.53.4 (node:sqlite), SQLite 3.54.1 (better-sqlite3), PostgreSQL 18.4 (embedded), MariaDB 10.11.19 (started for this run)',
  )
  expect(missing).toEqual([])
  expect(warning).toBe('')
})

it('a store that was absent is framed with its reason and how to run it', () => {
  const absent = { store: 'MariaDB or MySQL', absent: 'this machine has no mariadbd', passed: 0, failed: 0 }
  const { stores, missing, warning } = summarise([memory, ...sqlite, postgres, absent])
  expect(stores).not.toContain('MariaDB')
  expect(missing.map(({ name }) => name)).toEqual(['MariaDB or MySQL'])
  for (const part of ['NOT TESTED: MariaDB or MySQL', 'no mariadbd', 'apt-get install', 'CALOTYPE_TEST_MYSQL_URL']) {
    expect(warning).toContain(part)
  }
  const rows = warning.split('\n')
  expect(new Set(rows.map((row) => row.length)).size).toBe(1)
})

it('an absent store whose tests passed for another reason is still absent', () => {
  const absent = { store: 'PostgreSQL', absent: 'it did not start', passed: 3, failed: 0 }
  expect(summarise([memory, ...sqlite, mariadb, absent]).missing).toMatchObject([
    { name: 'PostgreSQL', why: 'it did not start' },
  ])
})

it('a store on which every test failed was not met, and failures are named', () => {
  const broken = { ...postgres, passed: 0, failed: 7 }
  const { stores, missing } = summarise([memory, ...sqlite, mariadb, broken])
  expect(stores).toContain('PostgreSQL 18.4 (embedded, 7 FAILED)')
  expect(missing).toMatchObject([{ name: 'PostgreSQL', why: 'none of its tests passed' }])
})

it('a store of which nothing is known was not run', () => {
  const { stores, missing } = summarise([])
  expect(stores).toBe('Stores: none')
  expect(missing).toHaveLength(4)
  expect(missing).toContainEqual(expect.objectContaining({ name: 'SQLite', why: 'no test of it was run' }))
})
