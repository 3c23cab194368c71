/**
 * A ZIP archive (PKWARE APPNOTE 6.3.10) as a stream: sizes and checksums follow what they are of, so nothing is held in memory.
 * Dates are the earliest that the format has, so that the same contents are the same bytes.
 */
import { Readable, pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { ExportedFileTooLarge } from '../errors.ts'

export interface ArchivedFile {
  /** ASCII, parts separated by `/`. */
  readonly name: string
  readonly pieces: Iterable<string> | AsyncIterable<string>
}

interface Written {
  readonly name: Buffer
  readonly offset: number
  readonly checksum: number
  readonly compressed: number
  readonly size: number
}

/** What the fields of 32 bits take. */
const largest = 0xffff_ffff
const firstOfJanuary1980 = 0x21
/** Sizes follow the contents. */
const sizesFollow = 0x0008
const deflated = 8
const version = 20

/** @throws EXPORTED_FILE_TOO_LARGE beyond 4 GiB, and whatever the pieces throw */
export async function* zipped(
  files: Iterable<ArchivedFile> | AsyncIterable<ArchivedFile>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const directory: Written[] = []
  let offset = 0
  for await (const file of files) {
    const name = Buffer.from(file.name, 'ascii')
    const header = localHeader(name)
    yield header
    let compressed = 0
    const contents = newContents(file.pieces)
    for await (const chunk of contents.deflated) {
      compressed += chunk.length
      yield chunk
    }
    const written: Written = { name, offset, checksum: contents.checksum, compressed, size: contents.size }
    const descriptor = sizesOf(written)
    yield descriptor
    directory.push(written)
    offset += header.length + compressed + descriptor.length
    if (offset > largest || written.size > largest) throw ExportedFileTooLarge.create({ file: file.name })
  }
  const entries = Buffer.concat(directory.map(directoryEntry))
  yield entries
  yield endOf(directory.length, entries.length, offset)
}

/** What a file holds, compressed; the checksum and size of what went in are known once all of it came out. */
function newContents(pieces: ArchivedFile['pieces']) {
  const known = { checksum: 0, size: 0, deflated: createDeflateRaw() }
  async function* encoded(): AsyncGenerator<Buffer> {
    for await (const text of gathered(pieces)) {
      const bytes = Buffer.from(text, 'utf8')
      known.checksum = crc32(bytes, known.checksum)
      known.size += bytes.length
      yield bytes
    }
  }
  // An error of the pieces arrives where the compressed bytes are read.
  pipeline(Readable.from(encoded(), { objectMode: false }), known.deflated, () => undefined)
  return known
}

/** A row is a piece: compressing some hundred at once takes a third of the time. */
async function* gathered(pieces: ArchivedFile['pieces']): AsyncGenerator<string> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(version, 4)
  header.writeUInt16LE(sizesFollow, 6)
  header.writeUInt16LE(deflated, 8)
  header.writeUInt16LE(firstOfJanuary1980, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function sizesOf({ checksum, compressed, size }: Written): Buffer {
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(checksum, 4)
  descriptor.writeUInt32LE(compressed % (largest + 1), 8)
  descriptor.writeUInt32LE(size % (largest + 1), 12)
  return descriptor
}

function directoryEntry({ name, offset, checksum, compressed, size }: Written): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(version, 4)
  entry.writeUInt16LE(version, 6)
  entry.writeUInt16LE(sizesFollow, 8)
  entry.writeUInt16LE(deflated, 10)
  entry.writeUInt16LE(firstOfJanuary1980, 14)
  entry.writeUInt32LE(checksum, 16)
  entry.writeUInt32LE(compressed, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

function endOf(files: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files, 8)
  end.writeUInt16LE(files, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
