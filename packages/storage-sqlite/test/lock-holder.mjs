// Another process that knows nothing of Calotype: it takes the write lock, and frees it when it is told to.
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.argv[2])
database.exec('begin immediate')
process.send('held')
process.once('message', () => {
  database.exec('commit')
  database.close()
  process.disconnect()
})
