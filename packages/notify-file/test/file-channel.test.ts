import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NotificationDeferred, type NotificationMessage, NotificationRefused } from '@calotype/core'
import { notificationConformance, type TestChannel } from '@calotype/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fileChannel } from '../src/index.ts'

const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'notify-file-'))

const newChannel = async (): Promise<TestChannel> => {
  const parent = temporaryFolder()
  const folder = join(parent, 'out')
  return {
    channel: fileChannel({ folder }),
    goodAddress: 'wang.fang@example.com',
    badAddresses: [' '],
    subjects: true,
    ways: [],
    behave: (way) => {
      // A file in the place of the folder: nothing can be written into it, whoever runs the tests.
      rmSync(folder, { recursive: true, force: true })
      if (way === 'down') writeFileSync(folder, '')
    },
    arrived: async (id) => {
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
      // Every file that speaks of the message, under whatever name.
      return readdirSync(folder)
        .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
        .filter((one) => one.id === id)
        .map(({ to, subject, body }) => ({ to, subject, body }))
    },
    close: async () => rmSync(parent, { recursive: true, force: true }),
  }
}

describe('the file channel keeps the contract of channels', () => {
  for (const { name, run } of notificationConformance({ newChannel }).cases) it(name, run)
})

const message: NotificationMessage = {
  id: 'm-1',
  to: 'wang.fang@example.com',
  locale: 'zh-CN',
  subject: null,
  body: '王芳您好',
  template: { name: 'reminders.booking', version: 2, values: { name: '王芳' } },
}

const running = () => ({ signal: new AbortController().signal })

describe('the file channel', () => {
  it('writes one file a message that only its owner may read, and leaves nothing beside it', async () => {
    const folder = temporaryFolder()
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const channel = fileChannel({ folder })
    expect(await channel.send(message, running())).toEqual({ reference: 'm-1.json' })
    await Promise.all([channel.send(message, running()), channel.send(message, running())])
    expect(readdirSync(folder)).toEqual(['m-1.json'])
    expect(JSON.parse(readFileSync(join(folder, 'm-1.json'), 'utf8'))).toEqual(message)
    expect(statSync(join(folder, 'm-1.json')).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing behind where a file cannot be put in its place', async () => {
    const folder = temporaryFolder()
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const channel = fileChannel({ folder: join(folder, 'out') })
    await channel.send(message, running())
    rmSync(join(folder, 'out', 'm-1.json'))
    // A folder of the same name cannot be replaced by a file.
    mkdirSync(join(folder, 'out', 'm-1.json', 'taken'), { recursive: true })
    await expect(channel.send(message, running())).rejects.toSatisfy(NotificationDeferred.is)
    expect(readdirSync(join(folder, 'out'))).toEqual(['m-1.json'])
  })

  it('writes nowhere but in its folder', async () => {
    const folder = temporaryFolder()
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const channel = fileChannel({ folder: join(folder, 'out') })
    for (const id of ['../m-1', 'a/b', '..', 'a\u0000b', '']) {
      await expect(channel.send({ ...message, id }, running())).rejects.toSatisfy(NotificationRefused.is)
    }
    expect(readdirSync(folder)).toEqual([])
  })
})
