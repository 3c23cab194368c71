/** A plugin in the versions of three days, for tests of migrations: albums, to which later versions add. */
import { backfilled, type Columns, defineTable, definePlugin, id, int, nullable, operation, text } from '@calotype/core'
import { z } from 'zod'

const first = { id: id(), title: text(40) }
const input = z.strictObject({ title: z.string() })
const album = z.object({ id: z.string(), title: z.string(), pages: z.int().optional(), note: z.string().nullish() })

const albumsWith = <const C extends Columns>(columns: C) =>
  defineTable({ name: 'gallery_albums', columns: { ...first, ...columns } })

const prints = defineTable({
  name: 'gallery_prints',
  columns: { id: id(), album: id() },
  appendOnly: true,
  indexes: [{ name: 'byAlbum', columns: ['album'] }],
})

const yesterdaysAlbums = albumsWith({})
const todaysAlbums = defineTable({
  name: 'gallery_albums',
  columns: { ...first, pages: backfilled(int(), 20), note: nullable(text(80)) },
  uniques: [{ name: 'title', columns: ['title'] }],
  indexes: [{ name: 'byPages', columns: ['pages'] }],
})
const demandingAlbums = albumsWith({ owner: id() })

/** The first version. */
export const yesterday = definePlugin({
  name: 'gallery',
  version: '1.0.0',
  tables: [yesterdaysAlbums],
  roles: { owner: ['gallery.*'] },
  operations: {
    add: operation({
      name: 'gallery.add',
      summary: 'Adds an album.',
      kind: 'command',
      input,
      output: album,
      run: async (context, { title }) => context.store.insert(yesterdaysAlbums, { id: context.newId(), title }),
    }),
    list: operation({
      name: 'gallery.list',
      summary: 'Lists the albums.',
      kind: 'query',
      input: z.strictObject({}),
      output: z.array(album),
      run: ({ store }) => store.find(yesterdaysAlbums, { orderBy: ['title'], limit: 'all' }),
    }),
  },
})

/** A version that adds: yesterday's code can go on beside it. */
export const today = definePlugin({
  name: 'gallery',
  version: '1.1.0',
  tables: [prints, todaysAlbums],
  roles: { owner: ['gallery.*'] },
  operations: {
    add: operation({
      name: 'gallery.add',
      summary: 'Adds an album.',
      kind: 'command',
      input,
      output: album,
      run: async (context, { title }) => context.store.insert(todaysAlbums, { id: context.newId(), title, pages: 40 }),
    }),
    list: operation({
      name: 'gallery.list',
      summary: 'Lists the albums.',
      kind: 'query',
      input: z.strictObject({}),
      output: z.array(album),
      run: ({ store }) => store.find(todaysAlbums, { orderBy: ['title'], limit: 'all' }),
    }),
  },
})

/** The same tables with another meaning: older code must not go on. */
export const tomorrow = { ...today, version: '2.0.0', generation: 2 }

/** Asks of rows that stand what they cannot have. */
export const demanding = definePlugin({ name: 'gallery', version: '1.0.1', tables: [demandingAlbums] })

/** Another plugin, with a table of its own. */
export const frames = definePlugin({
  name: 'frames',
  version: '1.0.0',
  tables: [defineTable({ name: 'frames_frames', columns: { id: id(), wood: text(20) } })],
})

export const versions = { yesterday, today, tomorrow, demanding } as const
