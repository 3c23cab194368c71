/** Starts a server, says where it is, and waits to be killed: `node starter-process.ts postgres|mariadb`. */
import { MariadbServer, PostgresServer } from '../src/index.ts'

const server = process.argv[2] === 'mariadb' ? await MariadbServer.start() : await PostgresServer.start()
process.stdout.write(`${JSON.stringify({ port: server.port, url: server.url() })}\n`)
// Without it nothing would keep the process alive: a server does not.
setInterval(() => undefined, 60_000)
